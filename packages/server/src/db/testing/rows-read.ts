import { sql } from "kysely";
import { type Db, inTransaction } from "../transaction.ts";

/**
 * How many rows of a table and its partitions the work reads: what a page costs, without a clock. Test databases have no
 * statistics of what was just written, as a day's partition has none in its first minutes.
 */
export async function rowsRead(db: Db, table: string, work: (tx: Db) => Promise<unknown>): Promise<number> {
  return inTransaction(db, async (tx) => {
    // The connection's counts contain those of earlier transactions that it has not reported yet.
    const before = await countOf(tx, table);
    await work(tx);
    return (await countOf(tx, table)) - before;
  });
}

async function countOf(tx: Db, table: string): Promise<number> {
  const { rows } = await sql<{ read: string }>`
    select coalesce(sum(coalesce(idx_tup_fetch, 0) + seq_tup_read), 0)::bigint as read
    from pg_stat_xact_all_tables where relname = ${table} or relname like ${`${table}\\_%`}
  `.execute(tx);
  return Number(rows[0]?.read);
}
