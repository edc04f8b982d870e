import type { CrossingRecord } from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Db, Schema, Tx } from "../../db/index.ts";
import { documentIndex } from "../blind-indexes.ts";
import type { RegistryDeps } from "../deps.ts";
import { sealContext } from "../seal-contexts.ts";

/** A border crossing of the local registry, decrypted. `record.photo` is null: the picture is separate. */
export interface RegistryCrossing {
  id: string;
  record: CrossingRecord;
  photo: Buffer | null;
  updatedAt: Date;
}

/** What is known of a crossing without decrypting its data. */
export interface CrossingSummary {
  id: string;
  updatedAt: Date;
  hasPhoto: boolean;
}

type Row = Selectable<Schema["registryCrossings"]>;
type Deps = Pick<RegistryDeps, "db" | "keyring">;

/** More entries than any document has; further ones are not read. */
const maxEntries = 1000;

/**
 * Returns the latest entry with this document; null for none. Entry dates are sealed with the rest, so all of the
 * document's crossings are decrypted to compare them.
 */
export async function localCrossing(deps: Deps, document: string): Promise<RegistryCrossing | null> {
  const index = await documentIndex(deps, deps.db, document);
  const rows = await deps.db
    .selectFrom("registryCrossings")
    .selectAll()
    .where("documentIndex", "=", index)
    .orderBy("updatedAt", "desc")
    .limit(maxEntries)
    .execute();
  let newest: RegistryCrossing | null = null;
  for (const row of rows) {
    const crossing = await opened(deps, row);
    if (crossing && (!newest || crossing.record.reg_date > newest.record.reg_date)) newest = crossing;
  }
  return newest;
}

/** The crossing with this id (`crs_…`); null for none. */
export async function readCrossing(deps: Deps, id: string): Promise<RegistryCrossing | null> {
  const row = await deps.db
    .selectFrom("registryCrossings")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? opened(deps, row) : null;
}

/** A page of the crossings, newest first: at most `limit` with ids before `before`. Decrypts nothing. */
export async function listCrossings(
  db: Db,
  page: { before?: string | undefined; limit: number },
): Promise<CrossingSummary[]> {
  let rows = db
    .selectFrom("registryCrossings")
    .select((column) => ["id", "updatedAt", column("photoSealed", "is not", null).as("hasPhoto")])
    .orderBy("id", "desc")
    .limit(page.limit);
  if (page.before !== undefined) rows = rows.where("id", "<", page.before);
  return (await rows.execute()).map((row) => ({ ...row, hasPhoto: Boolean(row.hasPhoto) }));
}

/** Removes the crossing and destroys the key that it was sealed with. False if there is none. */
export async function removeCrossing(deps: Deps, tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom("registryCrossings")
    .select("subjectId")
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) return false;
  await deps.keyring.eraseSubject(tx, row.subjectId); // the key first, as in removePerson
  await tx.deleteFrom("registryCrossings").where("id", "=", id).execute();
  return true;
}

async function opened(deps: Deps, row: Row): Promise<RegistryCrossing | null> {
  const key = await deps.keyring.subjectKey(deps.db, row.subjectId);
  if (!key) return null; // erased meanwhile
  const text = key.unseal(row.recordSealed, sealContext.crossing(row.subjectId)).toString("utf8");
  return {
    id: row.id,
    record: JSON.parse(text) as CrossingRecord,
    photo: row.photoSealed ? key.unseal(row.photoSealed, sealContext.crossingPhoto(row.subjectId)) : null,
    updatedAt: row.updatedAt,
  };
}
