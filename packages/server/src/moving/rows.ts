import type { Connection } from "../db/index.ts";
import { copiedColumns, type Leaf, quoted, tableOf } from "./tables.ts";

/** Rows as JSON, which every type of the store survives: its values are read by Postgres as it writes them. */
export interface Rows {
  count: number;
  json: string;
}

const maxRows = 2000;
/** As stored; in JSON, binary data takes twice as much. */
const maxBytes = 4 * 1024 * 1024;

/** The page of a table after a key, in its order, with the last key of the page; null at the end. */
export async function readPage(
  source: Connection,
  leaf: Leaf,
  after: readonly string[] | null,
): Promise<(Rows & { last: string[] }) | null> {
  const order = leaf.key.map(({ name }) => `t.${quoted(name)}`).join(", ");
  const values = leaf.key.map(({ type }, index) => `($1::text[])[${index + 1}]::${type}`).join(", ");
  const { rows } = await source.query<{ count: number; json: string | null; last: string[] | null }>(
    `with page as materialized (
      select t.*, sum(${sizeOf(leaf)}) over (order by ${order}) as countersign_run,
        row_number() over (order by ${order}) as countersign_nth
      from (
        select * from ${tableOf(leaf)} t where $1::text[] is null or (${order}) > (${values})
        order by ${order} limit ${maxRows}
      ) t
    ), taken as (
      select * from page where countersign_run <= ${maxBytes} or countersign_nth = 1
    )
    select count(*)::integer as count, json_agg(${jsonOf(leaf)} order by countersign_nth)::text as json,
      json_agg(json_build_array(${leaf.key.map(({ name }) => `t.${quoted(name)}::text`).join(", ")})
        order by countersign_nth) -> -1 as last
    from taken t`,
    [after],
  );
  const [row] = rows;
  if (!row || row.json === null || row.last === null) return null;
  return { count: row.count, json: row.json, last: row.last };
}

/** The rows with these keys, in parts that fit into memory. Rows that don't exist any more are left out. */
export async function* readKeys(
  source: Connection,
  leaf: Leaf,
  keys: readonly (readonly string[])[],
): AsyncGenerator<Rows> {
  const sizes = await source.query<{ nth: number; bytes: number }>(
    `select k.nth::integer as nth, (${sizeOf(leaf)})::double precision as bytes
      from json_array_elements($1::text::json) with ordinality k (key, nth) join ${tableOf(leaf)} t on ${keyMatch(leaf)}
      order by k.nth`,
    [JSON.stringify(keys)],
  );
  let part: (readonly string[])[] = [];
  let bytes = 0;
  for (const { nth, bytes: own } of sizes.rows) {
    const key = keys[nth - 1];
    if (key === undefined) continue;
    if (part.length > 0 && bytes + own > maxBytes) {
      yield readPart(source, leaf, part);
      part = [];
      bytes = 0;
    }
    part.push(key);
    bytes += own;
  }
  if (part.length > 0) yield readPart(source, leaf, part);
}

async function readPart(source: Connection, leaf: Leaf, keys: readonly (readonly string[])[]): Promise<Rows> {
  const { rows } = await source.query<{ count: number; json: string | null }>(
    `select count(*)::integer as count, json_agg(${jsonOf(leaf)})::text as json
      from json_array_elements($1::text::json) k (key) join ${tableOf(leaf)} t on ${keyMatch(leaf)}`,
    [JSON.stringify(keys)],
  );
  return { count: rows[0]?.count ?? 0, json: rows[0]?.json ?? "[]" };
}

/**
 * Inserts rows. One that is there already stays: it was copied later than it was read, or its place in a unique index is
 * still taken by a row whose change is yet to come.
 */
export async function insertRows(target: Connection, leaf: Leaf, { json }: Rows): Promise<void> {
  const written = leaf.columns.filter(
    ({ isGenerated, isTransaction, nullable }) => !isGenerated && (!isTransaction || nullable),
  );
  const names = written.map(({ name }) => quoted(name)).join(", ");
  await target.query(
    `insert into ${tableOf(leaf)} (${names}) overriding system value
      select ${names} from json_populate_recordset(null::${tableOf(leaf)}, $1::text::json)
      on conflict do nothing`,
    [json],
  );
}

/** Deletes the rows with these keys. */
export async function deleteRows(
  target: Connection,
  leaf: Leaf,
  keys: readonly (readonly string[])[],
): Promise<void> {
  await target.query(
    `delete from ${tableOf(leaf)} t using json_array_elements($1::text::json) k (key) where ${keyMatch(leaf)}`,
    [JSON.stringify(keys)],
  );
}

/** How many rows there are, and a hash of all of what is copied; equal for equal rows, in whatever order. */
export async function digestOf(connection: Connection, leaf: Leaf): Promise<{ rows: string; hash: string }> {
  const names = copiedColumns(leaf)
    .map(({ name }) => quoted(name))
    .join(", ");
  const { rows } = await connection.query<{ rows: string; hash: string }>(
    `select count(*)::text as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash
      from (select ${names} from ${tableOf(leaf)}) t`,
  );
  return rows[0] ?? { rows: "0", hash: "0" };
}

const jsonOf = (leaf: Leaf): string =>
  `(select row_to_json(r) from (select ${copiedColumns(leaf)
    .map(({ name }) => `t.${quoted(name)}`)
    .join(", ")}) r)`;

const keyMatch = (leaf: Leaf): string =>
  leaf.key.map(({ name, type }, index) => `t.${quoted(name)} = (k.key ->> ${index})::${type}`).join(" and ");

/** As stored, which can be told without reading what is stored apart. */
const sizeOf = (leaf: Leaf): string =>
  [
    "100",
    ...leaf.columns
      .filter(({ isWide }) => isWide)
      .map(({ name }) => `coalesce(pg_column_size(t.${quoted(name)}), 0)`),
  ].join(" + ");
