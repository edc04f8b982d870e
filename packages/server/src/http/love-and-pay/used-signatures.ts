import type { ProjectId } from "@countersign/wire";
import type { HttpDeps } from "../deps.ts";

/**
 * A signature's time may be five minutes off in either direction: after ten it is too old, whatever
 * it says.
 */
const keptMs = 10 * 60 * 1000;

/**
 * Takes a genuine signature for this one request. False if a request had it before, in whichever
 * process: of simultaneous ones one gets it.
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
 * Forgets signatures that are too old. `certain`: how late it is at least, as one that is forgotten
 * too early is taken twice.
 */
export async function forgetUsedSignatures(db: HttpDeps["db"], certain: number): Promise<void> {
  await db.deleteFrom("usedSignatures").where("expiresAt", "<", new Date(certain)).execute();
}
