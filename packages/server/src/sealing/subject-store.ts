import type { SubjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../db/index.ts";

/** A subject's stored key. */
export interface KeyRow {
  scopeId: string;
  wrappedKey: Buffer;
}

/** A subject by its blind index. */
export interface NamedSubject {
  id: SubjectId;
  blindIndex: Buffer;
  wrappedKey: Buffer;
}

/** Undefined for one that is erased or unknown. */
export async function keyRow(db: Db, subjectId: SubjectId): Promise<KeyRow | undefined> {
  return db
    .selectFrom("subjectKeys")
    .select(["scopeId", "wrappedKey"])
    .where("subjectId", "=", subjectId)
    .executeTakeFirst();
}

/** The scope's subjects that have one of these indexes. */
export async function findNamed(
  db: Db,
  scopeId: string,
  blindIndexes: readonly Uint8Array[],
): Promise<NamedSubject[]> {
  // One by one: only then can the planner skip partitions that can't contain it.
  const { rows } = await sql<NamedSubject>`
    select n.subject_id as id, n.blind_index, k.wrapped_key
    from unnest(${blindIndexes}::bytea[]) as w (blind_index)
    cross join lateral (
      select * from subject_names n where n.scope_id = ${scopeId} and n.blind_index = w.blind_index limit 1
    ) n
    cross join lateral (select * from subject_keys k where k.subject_id = n.subject_id limit 1) k
  `.execute(db);
  return rows;
}

/**
 * Creates these subjects; returns the existing one for an index that is taken. Its row among the names stays locked until
 * the transaction ends, so that it can't be erased before. Rows are locked in the given order: callers that name the same
 * subjects in one order don't deadlock. Each index may occur once.
 */
export async function makeNamed(
  db: Db,
  scopeId: string,
  fresh: readonly NamedSubject[],
): Promise<NamedSubject[]> {
  const { rows } = await sql<Omit<NamedSubject, "wrappedKey"> & { wrappedKey: Buffer | null }>`
    with wanted as materialized (
      select * from unnest(
        ${fresh.map((each) => each.id)}::text[],
        ${fresh.map((each) => each.blindIndex)}::bytea[],
        ${fresh.map((each) => each.wrappedKey)}::bytea[]
      ) as w (id, blind_index, wrapped_key)
    ), named as (
      -- Touching the row that another has just made locks it, and so returns it even if this snapshot is older.
      insert into subject_names (scope_id, blind_index, subject_id)
      select ${scopeId}, w.blind_index, w.id from wanted w
      on conflict (blind_index, scope_id) do update set scope_id = excluded.scope_id
      returning blind_index, subject_id
    ), made as (
      insert into subjects (id, scope_id)
      select w.id, ${scopeId} from wanted w join named n on n.subject_id = w.id
    ), keyed as (
      insert into subject_keys (subject_id, scope_id, wrapped_key)
      select w.id, ${scopeId}, w.wrapped_key from wanted w join named n on n.subject_id = w.id
    )
    select n.subject_id as id, n.blind_index, w.wrapped_key
    from named n left join wanted w on w.id = n.subject_id
  `.execute(db);
  const theirs = rows.filter((row) => row.wrappedKey === null).map((row) => row.blindIndex);
  // A statement of its own: its snapshot sees what the concurrent transaction committed.
  const found = theirs.length === 0 ? [] : await findNamed(db, scopeId, theirs);
  return [
    ...rows.flatMap(({ wrappedKey, ...row }) => (wrappedKey ? [{ ...row, wrappedKey }] : [])),
    ...found,
  ];
}

/**
 * Deletes the key and the names of a subject, and records when; false if that was done before. Names are deleted before
 * the subject is locked: the same order as in callers that name a subject and then write about it.
 */
export async function eraseStored(tx: Tx, subjectId: SubjectId, at: Date): Promise<boolean> {
  const names = await tx
    .deleteFrom("subjectNames")
    .where("subjectId", "=", subjectId)
    .returning(partition)
    .execute();
  await tx.selectFrom("subjects").select("id").where("id", "=", subjectId).forUpdate().execute();
  const keys = await tx
    .deleteFrom("subjectKeys")
    .where("subjectId", "=", subjectId)
    .returning(partition)
    .execute();
  const erased = await tx
    .updateTable("subjects")
    .set({ erasedAt: at })
    .where("id", "=", subjectId)
    .where("erasedAt", "is", null)
    .executeTakeFirst();
  if (erased.numUpdatedRows !== 1n) return false;
  const parts = [...names, ...keys].map((row) => row.part);
  await tx.insertInto("erasures").values({ subjectId, erasedAt: at, parts }).execute();
  return true;
}

/** The partition that a row was in. */
const partition = sql<string>`tableoid::regclass::text`.as("part");
