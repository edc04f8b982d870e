import { sql } from "kysely";
import { type Db, inTransaction } from "../db/index.ts";
import type { RegistryDeps } from "./deps.ts";

/** The key scope of everybody in the local registry, whatever project asks about them. */
export const registryScope = "registry";

/** What a sealed column holds and whose it is: a box moved to another column or person doesn't open. */
export const sealContext = {
  person: (subjectId: string) => `registry:${subjectId}:person`,
  personPhoto: (subjectId: string) => `registry:${subjectId}:person-photo`,
  crossing: (subjectId: string) => `registry:${subjectId}:crossing`,
  crossingPhoto: (subjectId: string) => `registry:${subjectId}:crossing-photo`,
  sourceKey: (sourceId: string) => `registry-source:${sourceId}:api-key`,
};

/** Whether anything was ever imported. Before that there is no key to look anybody up with. */
export async function hasRegistry(db: Db): Promise<boolean> {
  const row = await db.selectFrom("keyScopes").select("id").where("id", "=", registryScope).executeTakeFirst();
  return row !== undefined;
}

/** Makes the registry's key unless there is one. Two at once make it once. */
export async function ensureRegistry(deps: Pick<RegistryDeps, "db" | "keyring">): Promise<void> {
  if (await hasRegistry(deps.db)) return;
  await inTransaction(deps.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('countersign registry scope'))`.execute(tx);
    if (!(await hasRegistry(tx))) await deps.keyring.createScope(tx, registryScope);
  });
}
