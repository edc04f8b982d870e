import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { referenceBytes } from "../reference.ts";

/** A column that holds sealed files. */
export interface Place {
  table: string;
  column: string;
  /** The primary key, with the types of its columns. */
  key: readonly { column: string; type: "text" | "bigint" }[];
  /** Since when the bytes are there, in SQL. */
  since: string;
  /** What its indexes of migration 0051 are ordered by. */
  order: string;
}

/** Every column whose files can be in a bucket; the migration `0051-files.sql` has triggers and indexes for each. */
export const places: readonly Place[] = [
  {
    table: "session_captures",
    column: "image_sealed",
    key: [{ column: "id", type: "text" }],
    since: "created_at",
    order: "created_at",
  },
  {
    table: "check_pictures",
    column: "image_sealed",
    key: [
      { column: "check_id", type: "text" },
      { column: "name", type: "text" },
    ],
    since: "(select k.created_at from checks k where k.id = check_id)",
    order: "check_id",
  },
  {
    table: "documents",
    column: "content_sealed",
    key: [{ column: "id", type: "bigint" }],
    since: "created_at",
    order: "created_at",
  },
  {
    table: "e_signatures",
    column: "document_sealed",
    key: [{ column: "session_id", type: "text" }],
    since: "supplied_at",
    order: "supplied_at",
  },
  {
    table: "e_signatures",
    column: "signed_sealed",
    key: [{ column: "session_id", type: "text" }],
    since: "signed_at",
    order: "signed_at",
  },
];

/** Smaller ones stay in their row: an object costs more than they take. */
const minBytes = 1024;

/** A row's file: its place, and the values of its key as text. */
export interface FileRow {
  place: Place;
  key: string[];
}

/** How it is named in `files.source` while it is moved. */
export function sourceOf({ place, key }: FileRow): string {
  return `${place.table}.${place.column}:${key.join(":")}`;
}

/** Which files are to be moved: those that have been in their row for `afterMs`, or those in the bucket. */
export type Direction = { to: "bucket"; afterMs: number } | { to: "table" };

/** Files that are to be moved and that nobody is moving, the oldest first. */
export async function filesToMove(
  db: Db,
  place: Place,
  direction: Direction,
  limit: number,
): Promise<FileRow[]> {
  const { rows } = await selectToMove(place, direction, limit).execute(db);
  return rows.map(({ key }) => ({ place, key }));
}

/** The statement of `filesToMove`. */
export function selectToMove(
  place: Place,
  direction: Direction,
  limit: number,
): RawBuilder<{ key: string[] }> {
  return sql`
    select ${keyOf(place)} as key from ${sql.table(place.table)} where ${isToMove(place, direction)}
    order by ${sql.ref(place.order)} limit ${limit}::integer
  `;
}

/** How many files are to be moved, and how many objects to be removed; at most `limit` each. */
export async function countPending(
  db: Db,
  direction: Direction,
  limit: number,
): Promise<{ waiting: number; removing: number }> {
  const waiting = places.map(
    (place) => sql`(select ${sql.ref(place.column)} is null as counted from ${sql.table(place.table)}
      where ${isToMove(place, direction)} limit ${limit}::integer)`,
  );
  const { rows } = await sql<{ waiting: number; removing: number }>`
    select (select least(count(*), ${limit}::integer)::integer from (${sql.join(waiting, sql` union all `)}) w) as waiting,
      (select count(*)::integer from (
        select from files where state in ('replaced', 'erased', 'abandoned') limit ${limit}::integer
      ) r) as removing
  `.execute(db);
  return rows[0] ?? { waiting: 0, removing: 0 };
}

/** Literals, so that the partial indexes apply. */
function isToMove(place: Place, direction: Direction): RawBuilder<boolean> {
  const length = sql`octet_length(${sql.ref(place.column)})`;
  if (direction.to === "table") return sql`${length} = ${sql.lit(referenceBytes)}`;
  const source = sql`${sql.lit(`${place.table}.${place.column}:`)} || array_to_string(${keyOf(place)}, ':')`;
  const seconds = direction.afterMs / 1000;
  return sql`${length} > ${sql.lit(minBytes)}
    and ${sql.raw(place.since)} <= now() - make_interval(secs => ${seconds}::double precision)
    and not exists (select from files f where f.source = ${source})`;
}

/** What the column holds; null if there is nothing, or no such row. */
export async function readStored(db: Db, { place, key }: FileRow): Promise<Buffer | null> {
  const { rows } = await sql<{ stored: Buffer | null }>`
    select ${sql.ref(place.column)} as stored from ${sql.table(place.table)} where ${hasKey(place, key)}
  `.execute(db);
  return rows[0]?.stored ?? null;
}

/** Puts `next` where `previous` is, which is named by its hash; false if the column holds anything else by now. */
export async function replaceStored(
  db: Db,
  { place, key }: FileRow,
  { previousSha256, next }: { previousSha256: Buffer; next: Buffer },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${next}
    where ${hasKey(place, key)} and sha256(${sql.ref(place.column)}) = ${previousSha256}
  `.execute(db);
  return numAffectedRows === 1n;
}

/** Whether any file of this store is in a bucket. */
export async function fileInBucket(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom("files")
    .select("name")
    .where("state", "=", "kept")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function keyOf({ key }: Place): RawBuilder<string[]> {
  return sql`array[${sql.join(key.map(({ column }) => sql`${sql.ref(column)}::text`))}]`;
}

function hasKey({ key: columns }: Place, values: readonly string[]): RawBuilder<boolean> {
  const conditions = columns.map(
    ({ column, type }, index) => sql`${sql.ref(column)} = ${values[index] ?? ""}::text::${sql.raw(type)}`,
  );
  return sql`${sql.join(conditions, sql` and `)}`;
}
