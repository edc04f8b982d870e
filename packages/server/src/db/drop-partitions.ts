import { sql } from "kysely";
import type { logTables } from "./partitions.ts";
import { type Db, inTransaction } from "./transaction.ts";

const lockKey = 0x63_73_69_67_03; // "csig", 3
/** Writers queue behind a drop that waits for a reader. Skipping a drop is better than pausing them. */
const lockWait = "2s";

/**
 * Drops the partitions of a log table whose day is before this one, each in its own transaction,
 * and returns their names. Rows of such days in the default partition, which can't be dropped
 * because it is not of one day, are deleted. Safe in several processes at once.
 *
 * @throws if a partition stays in use for two seconds: call it again later.
 */
export async function dropPartitions(
  db: Db,
  table: (typeof logTables)[number],
  before: string,
): Promise<string[]> {
  const dropped: string[] = [];
  for (const name of await partitionsBefore(db, table, before)) {
    await inTransaction(db, async (tx) => {
      await sql`select set_config('lock_timeout', ${lockWait}, true)`.execute(tx);
      await sql`select pg_advisory_xact_lock(${lockKey}::bigint)`.execute(tx);
      await sql`drop table if exists ${sql.id("countersign", name)}`.execute(tx);
    });
    dropped.push(name);
  }
  await sql`delete from ${sql.id("countersign", `${table}_default`)} where day < ${before}::date`.execute(db);
  return dropped;
}

async function partitionsBefore(
  db: Db,
  table: (typeof logTables)[number],
  before: string,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
    join pg_namespace n on n.oid = p.relnamespace
    where n.nspname = 'countersign' and p.relname = ${table}
      and c.relname ~ '_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
      and replace(right(c.relname, 10), '_', '-') < ${before}
    order by 1
  `.execute(db);
  return rows.map((row) => row.name);
}
