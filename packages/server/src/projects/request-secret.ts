import type { ProjectId, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { stillAccepted } from "./replaced-secrets.ts";

const context = (projectId: string): string => `project:${projectId}:request-secret`;

/** Makes the secret with which a project's integrator signs its requests: `csr_` and 32 bytes, base64url. Replaces the current one. */
export async function newRequestSecret(
  deps: { keyring: Pick<Keyring, "scopeKey">; random: Random },
  tx: Db,
  id: ProjectId,
): Promise<string> {
  const secret = `csr_${Buffer.from(deps.random(32)).toString("base64url")}`;
  const key = await deps.keyring.scopeKey(tx, id);
  await tx
    .updateTable("projects")
    .set({ requestSecretSealed: key.seal(secret, context(id)) })
    .where("id", "=", id)
    .execute();
  return secret;
}

/** The secrets with which the project's integrator may sign its requests, the current one first; none if none was made. */
export async function requestSecrets(
  deps: { clock: () => number; keyring: Pick<Keyring, "scopeKey">; db: Db },
  id: ProjectId,
): Promise<string[]> {
  const row = await deps.db
    .selectFrom("projects")
    .select("requestSecretSealed")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row?.requestSecretSealed) return [];
  const previous = await stillAccepted(deps.db, id, "requestSecret", new Date(deps.clock()));
  const key = await deps.keyring.scopeKey(deps.db, id);
  const sealed = [row.requestSecretSealed, ...previous.map(({ secretSealed }) => secretSealed)];
  return sealed.map((each) => key.unseal(each, context(id)).toString("utf8"));
}
