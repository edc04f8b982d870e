import type { PersonRecord } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema, Tx } from "../../db/index.ts";
import { documentIndex, pinflIndex } from "../blind-indexes.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";

/** A person of the local registry, decrypted. `record.photo` is null: the picture is separate. */
export interface RegistryPerson {
  id: string;
  record: PersonRecord;
  photo: Buffer | null;
  updatedAt: Date;
}

/** What is known of a person without decrypting their data. */
export interface PersonSummary {
  id: string;
  updatedAt: Date;
  locked: boolean;
  hasPhoto: boolean;
}

type Row = Selectable<Schema["registryPeople"]>;
type Deps = Pick<RegistryDeps, "db" | "keyring">;

/** The person with this PINFL; null for none. */
export async function localPersonByPinfl(deps: Deps, pinfl: string): Promise<RegistryPerson | null> {
  const index = await pinflIndex(deps, deps.db, pinfl);
  const row = await deps.db
    .selectFrom("registryPeople")
    .selectAll()
    .where("pinflIndex", "=", index)
    .executeTakeFirst();
  return row ? opened(deps, row) : null;
}

/** The person with this document; of several (a mistake in the import) the one imported last. */
export async function localPersonByDocument(deps: Deps, document: string): Promise<RegistryPerson | null> {
  const index = await documentIndex(deps, deps.db, document);
  const row = await deps.db
    .selectFrom("registryPeople")
    .selectAll()
    .where("documentIndex", "=", index)
    .orderBy("updatedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? opened(deps, row) : null;
}

/** The record of the local registry with this document, with its photo in base64; null for none. */
export async function readPersonByDocument(deps: Deps, document: string): Promise<PersonRecord | null> {
  return wholeRecord(await localPersonByDocument(deps, document));
}

/** The same by PINFL. */
export async function readPersonByPinfl(deps: Deps, pinfl: string): Promise<PersonRecord | null> {
  return wholeRecord(await localPersonByPinfl(deps, pinfl));
}

function wholeRecord(person: RegistryPerson | null): PersonRecord | null {
  return person && { ...person.record, photo: person.photo?.toString("base64") ?? null };
}

/** The person with this id (`ppl_…`); null for none. */
export async function readPerson(deps: Deps, id: string): Promise<RegistryPerson | null> {
  const row = await deps.db.selectFrom("registryPeople").selectAll().where("id", "=", id).executeTakeFirst();
  return row ? opened(deps, row) : null;
}

/** A page of the people, newest first: at most `limit` with ids before `before`. Decrypts nothing. */
export async function listPeople(
  db: Db,
  page: { before?: string | undefined; limit: number },
): Promise<PersonSummary[]> {
  let rows = db
    .selectFrom("registryPeople")
    .select((column) => ["id", "updatedAt", "locked", column("photoSealed", "is not", null).as("hasPhoto")])
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.before !== undefined) rows = rows.where("id", "<", page.before);
  return (await rows.execute()).map((row) => ({ ...row, hasPhoto: Boolean(row.hasPhoto) }));
}

/** Removes the person and destroys the key that their data was sealed with. False if there is no such person. */
export async function removePerson(deps: Deps, tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("registryPeople")
    .select("subjectId")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return false;
  // The key goes first: an import of the same person locks it before the record, in the same order.
  await deps.keyring.eraseSubject(tx, row.subjectId);
  await tx.deleteFrom("registryPeople").where("id", "=", id).execute();
  return true;
}

async function opened(deps: Deps, row: Row): Promise<RegistryPerson | null> {
  const key = await deps.keyring.subjectKey(deps.db, row.subjectId);
  if (!key) return null; // erased meanwhile
  const text = key.unseal(row.recordSealed, sealContext.person(row.subjectId)).toString("utf8");
  return {
    id: row.id,
    record: JSON.parse(text) as PersonRecord,
    photo: row.photoSealed ? key.unseal(row.photoSealed, sealContext.personPhoto(row.subjectId)) : null,
    updatedAt: row.updatedAt,
  };
}
