import type { Tx } from "./db/index.ts";
import { responseContext } from "./http/index.ts";
import { projectSecretContext } from "./projects/index.ts";
import { sealContext } from "./registry/index.ts";
import { type Keyring, UnsealError } from "./sealing/index.ts";

const pageSize = 500;

/**
 * Seals and hashes again, under the service's own scope, what earlier versions made with keys
 * derived from the master key itself: registry sources' API keys, answers kept for idempotency, the
 * keyed hashes of projects' secrets. In the transaction that makes the scope, so that a store is
 * all before it or all after it; in a new store there is nothing. A box that doesn't open stays as
 * it is, and is noticed when it is read: it doesn't prevent a start.
 */
export async function carryOver(tx: Tx, keyring: Keyring): Promise<void> {
  const { former, system } = keyring;
  const sources = await tx.selectFrom("registrySources").select(["id", "apiKeySealed"]).execute();
  for (const { id, apiKeySealed } of sources) {
    if (apiKeySealed === null) continue;
    const context = sealContext.sourceKey(id);
    const key = await opened(() => former.unseal(apiKeySealed, context));
    if (key === null) continue;
    const resealed = system.seal(key, context);
    await tx.updateTable("registrySources").set({ apiKeySealed: resealed }).where("id", "=", id).execute();
  }
  await carryOverResponses(tx, keyring);
  await carryOverSecrets(tx, keyring);
}

async function carryOverResponses(tx: Tx, { former, system }: Keyring): Promise<void> {
  for (let after = { actorId: "", key: "" }; ; ) {
    const rows = await tx
      .selectFrom("idempotencyKeys")
      .select(["actorId", "key", "responseSealed"])
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple("actorId", "key"), ">", tuple(after.actorId, after.key)),
      )
      .orderBy("actorId")
      .orderBy("key")
      .limit(pageSize)
      .execute();
    for (const { actorId, key, responseSealed } of rows) {
      if (responseSealed === null) continue;
      const context = responseContext(actorId, key);
      const answer = await opened(() => former.unseal(responseSealed, context));
      if (answer === null) continue;
      const resealed = system.seal(answer, context);
      await tx
        .updateTable("idempotencyKeys")
        .set({ responseSealed: resealed })
        .where("actorId", "=", actorId)
        .where("key", "=", key)
        .execute();
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

/**
 * The secrets themselves are sealed by their projects' keys, so that their hashes can be
 * recomputed.
 */
async function carryOverSecrets(tx: Tx, keyring: Keyring): Promise<void> {
  const macOf = (projectId: string, sealed: Buffer) =>
    opened(async () => {
      const key = await keyring.scopeKey(tx, projectId);
      return keyring.secretMac(key.unseal(sealed, projectSecretContext(projectId)).toString("utf8"));
    });
  for (const { id, secretSealed } of await tx
    .selectFrom("projects")
    .select(["id", "secretSealed"])
    .execute()) {
    const secretMac = await macOf(id, secretSealed);
    if (secretMac === null) continue;
    await tx.updateTable("projects").set({ secretMac }).where("id", "=", id).execute();
  }
  const replaced = await tx
    .selectFrom("replacedSecrets")
    .select(["id", "projectId", "secretSealed"])
    .where("what", "=", "secret")
    .execute();
  for (const { id, projectId, secretSealed } of replaced) {
    const secretMac = await macOf(projectId, secretSealed);
    if (secretMac === null) continue;
    await tx.updateTable("replacedSecrets").set({ secretMac }).where("id", "=", id).execute();
  }
}

async function opened(open: () => Buffer | Promise<Buffer>): Promise<Buffer | null> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}
