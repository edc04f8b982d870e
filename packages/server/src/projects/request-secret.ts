import type { ProjectId, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";

const context = (projectId: string): string => `project:${projectId}:request-secret`;

/** Makes the secret with which a project's integrator signs its requests: `csr_` and 32 bytes, base64url. Replaces the one before at once. */
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

/** The secret with which the project's integrator signs its requests; null if none was ever made. */
export async function requestSecret(
  deps: { keyring: Pick<Keyring, "scopeKey">; db: Db },
  id: ProjectId,
): Promise<string | null> {
  const row = await deps.db
    .selectFrom("projects")
    .select("requestSecretSealed")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row?.requestSecretSealed) return null;
  const key = await deps.keyring.scopeKey(deps.db, id);
  return key.unseal(row.requestSecretSealed, context(id)).toString("utf8");
}
