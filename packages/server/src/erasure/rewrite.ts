import { sql } from "kysely";
import { DatabaseError, type Db } from "../db/index.ts";

/** Larger tables are not rewritten: the lock would be held too long. */
const maxBytes = 256 * 1024 * 1024;
/** How long a rewrite waits for a table's lock: other users of the table queue behind it. */
const lockTimeoutMs = 100;
const tries = 600;
const pauseMs = 100;
/** SQLSTATE `lock_not_available`. */
const lockNotAvailable = "55P03";

/**
 * Rewrites tables with their indexes into new files, without the deleted rows. Each is locked for some
 * milliseconds per megabyte. Of tables that are too large only the indexes are rewritten, without blocking other users;
 * resolves to their names.
 *
 * @param db one connection.
 */
export async function rewriteTables(db: Db, tables: readonly string[]): Promise<string[]> {
  const tooLarge: string[] = [];
  for (const table of tables) {
    const name = sql.raw(`countersign.${table}`);
    const { rows } = await sql<{ bytes: string }>`
      select pg_total_relation_size(${`countersign.${table}`}::regclass)::text as bytes
    `.execute(db);
    if (Number(rows[0]?.bytes) <= maxBytes) await patiently(db, sql`vacuum full ${name}`);
    else {
      tooLarge.push(table);
      await sql`vacuum ${name}`.execute(db);
      await sql`reindex table concurrently ${name}`.execute(db);
    }
  }
  return tooLarge;
}

/** Releases its place in the lock queue after a short timeout, so that others can pass, and retries. */
async function patiently(db: Db, statement: ReturnType<typeof sql>): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${lockTimeoutMs}ms`}, false)`.execute(db);
  try {
    for (let left = tries; ; left--) {
      try {
        await statement.execute(db);
        return;
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.code !== lockNotAvailable || left === 0) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  } finally {
    await sql`select set_config('lock_timeout', '0', false)`.execute(db);
  }
}
