import { sql } from "kysely";
import type { Db } from "../db/index.ts";
import { cycleLog } from "./log-cycle.ts";
import { rewriteTables } from "./rewrite.ts";
import { scrubLock } from "./scrub.ts";

const pauseMs = 100;

/**
 * Overwrites what committed updates and deletes of these tables have left in the database's files: rewrites them and,
 * if the database is the service's own (`ownsDatabase`), clears the write-ahead log. First waits until no transaction
 * sees the old rows any more and no erasure is being scrubbed, then until a continuous backup has the old log.
 *
 * @returns false if that takes longer than `patienceMs`: then the old rows are still there.
 */
export async function scrubTables(deps: {
  db: Db;
  tables: readonly string[];
  ownsDatabase: boolean;
  patienceMs: number;
}): Promise<boolean> {
  return deps.db.connection().execute(async (db) => {
    const deadline = performance.now() + deps.patienceMs;
    const { rows } = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(db);
    const xid = rows[0]?.xid ?? "";
    while ((await isSeenBefore(db, xid)) || !(await scrubLock.tryTake(db))) {
      if (performance.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    try {
      await rewriteTables(db, deps.tables);
      return !deps.ownsDatabase || (await cycleLog(db));
    } finally {
      await scrubLock.release(db);
    }
  });
}

/** Whether another session's snapshot is older than the transaction. */
async function isSeenBefore(db: Db, xid: string): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select exists (
      select from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
        and age(backend_xmin) > age(${xid}::xid8::xid)
    ) as seen
  `.execute(db);
  return rows[0]?.seen === true;
}
