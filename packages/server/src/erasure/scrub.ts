import { sql } from "kysely";
import type { Logger } from "pino";
import type { Db } from "../db/index.ts";
import type { Storage } from "../storage/index.ts";
import { clearSealed } from "./clear.ts";
import { cycleLog, isLogHeld, restoreRecycling } from "./log-cycle.ts";
import { rewriteTables } from "./rewrite.ts";

/** Erasures of one run. */
const batch = 500;
const lockKey = 0x63_73_69_67_0e; // "csig", 14

/** Held by the connection that rewrites tables; one at a time over all processes. */
export const scrubLock = {
  async tryTake(db: Db): Promise<boolean> {
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${lockKey}) as held`.execute(
      db,
    );
    return rows[0]?.held === true;
  },
  async release(db: Db): Promise<void> {
    await sql`select pg_advisory_unlock(${lockKey})`.execute(db);
  },
};

interface ScrubDeps {
  db: Db;
  log: Logger;
  ownsDatabase: boolean;
  /** Counts what becomes free. */
  storage?: Pick<Storage, "count">;
}

interface Pending {
  subjectId: string;
  parts: string[];
}

/** `busy`: another process is scrubbing, a transaction still sees erased rows, or a backup still needs old log; `nothing`: nothing to do. */
export type Scrubbed = "done" | "busy" | "nothing";

/**
 * Removes what committed erasures have left behind:
 *
 * 1. empties what the destroyed keys sealed;
 * 2. rewrites the tables that the keys and keyed hashes were deleted from;
 * 3. clears the write-ahead log, if the database is the service's own (`ownsDatabase`).
 *
 * Each step can be repeated: an interrupted run starts again, and `scrubbed_at` is written last.
 */
export async function scrub(deps: ScrubDeps): Promise<Scrubbed> {
  return deps.db.connection().execute(async (db) => {
    if (!(await scrubLock.tryTake(db))) return "busy";
    try {
      if (deps.ownsDatabase) await restoreRecycling(db);
      return await scrubAlone({ ...deps, db });
    } finally {
      await scrubLock.release(db);
    }
  });
}

async function scrubAlone(deps: ScrubDeps): Promise<Scrubbed> {
  const { db, log } = deps;
  const pending = await findPending(db);
  if (pending.length === 0) return "nothing";
  const ids = pending.map((each) => each.subjectId);
  const began = performance.now();
  for (const id of ids) await clearSealed(db, id, deps.storage);
  await sql`update erasures set cleared_at = now() where cleared_at is null and subject_id = any(${ids}::text[])`.execute(
    db,
  );
  if (await isStillSeen(db, ids)) return "busy";
  if (deps.ownsDatabase && (await isLogHeld(db))) return "busy";
  const tooLarge = await rewriteTables(db, await tablesOf(db, pending));
  if (deps.ownsDatabase) {
    await forgetSamples(db);
    if (!(await cycleLog(db))) return "busy";
  }
  await sql`update erasures set scrubbed_at = now() where subject_id = any(${ids}::text[])`.execute(db);
  if (tooLarge.length > 0)
    log.warn(
      { tables: tooLarge },
      "large tables keep deleted keyed hashes until you run VACUUM FULL on them",
    );
  log.info({ erasures: ids.length, ms: Math.round(performance.now() - began) }, "scrubbed erasures");
  return "done";
}

async function findPending(db: Db): Promise<Pending[]> {
  return db
    .selectFrom("erasures")
    .select(["subjectId", "parts"])
    .where("scrubbedAt", "is", null)
    .orderBy("erasedAt")
    .limit(batch)
    .execute();
}

/**
 * Whether a transaction began before one of the erasures committed: a rewrite would keep the deleted rows for it.
 * Transaction numbers in the future belong to the database that this one was restored from.
 */
async function isStillSeen(db: Db, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select exists (
      select from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
        and age(backend_xmin) >= (
          select min(age(erased_in::xid)) from erasures
          where subject_id = any(${ids}::text[]) and erased_in < pg_snapshot_xmax(pg_current_snapshot())
        )
    ) as seen
  `.execute(db);
  return rows[0]?.seen === true;
}

/** Where the subjects' keys, names and other keyed hashes were. */
async function tablesOf(db: Db, pending: readonly Pending[]): Promise<string[]> {
  const ids = pending.map((each) => each.subjectId);
  const { rows } = await sql<{ users: boolean; operations: boolean; registry: boolean; checks: boolean }>`
    select
      exists (select from users where subject_id = any(${ids}::text[])) as users,
      exists (select from operation_users where subject_id = any(${ids}::text[])) as operations,
      exists (
        select from check_runs r join sessions s on s.id = r.session_id where s.subject_id = any(${ids}::text[])
      ) as checks,
      exists (select from subjects where id = any(${ids}::text[]) and scope_id = 'registry') as registry
  `.execute(db);
  const [held] = rows;
  return [
    ...new Set(pending.flatMap((each) => each.parts)),
    ...(held?.users ? ["users", "documents"] : []),
    ...(held?.operations ? ["operation_users", "operation_orders", "operation_subscriptions"] : []),
    ...(held?.checks ? ["check_marks"] : []),
    ...(held?.registry ? ["registry_people", "registry_crossings"] : []),
  ];
}

/** Removes keyed hashes sampled for statistics before the columns were excluded from them. */
async function forgetSamples(db: Db): Promise<void> {
  const removed = await sql`
    delete from pg_statistic s using pg_attribute a, pg_class c
    where a.attrelid = s.starelid and a.attnum = s.staattnum and c.oid = s.starelid
      and c.relnamespace = 'countersign'::regnamespace and a.attstattarget = 0
  `.execute(db);
  if ((removed.numAffectedRows ?? 0n) > 0n) await sql`vacuum full pg_catalog.pg_statistic`.execute(db);
}
