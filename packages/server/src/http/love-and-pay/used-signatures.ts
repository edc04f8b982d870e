import type { ProjectId } from "@countersign/wire";
import type { HttpDeps } from "../deps.ts";

/**
 * A signature's time may be five minutes off in either direction: after ten minutes it is too old in
 * any case.
 */
const keptMs = 10 * 60 * 1000;

/**
 * Uses up a genuine signature for this request. False if it was used before, in any process: of
 * concurrent requests one gets it.
 */
export async function takeSignature(
  deps: Pick<HttpDeps, "db" | "clock" | "keyring">,
  projectId: ProjectId,
  signature: string,
): Promise<boolean> {
  const taken = await deps.db
    .insertInto("usedSignatures")
    .values({
      mac: deps.keyring.secretMac(`used-signature ${projectId} ${signature}`),
      expiresAt: new Date(deps.clock() + keptMs),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("mac")
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Deletes signatures that are too old. `certain` is a lower bound of the current time, since one that is
 * deleted too early would be accepted twice.
 */
export async function forgetUsedSignatures(db: HttpDeps["db"], certain: number): Promise<void> {
  await db.deleteFrom("usedSignatures").where("expiresAt", "<", new Date(certain)).execute();
}
