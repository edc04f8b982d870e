import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** The maximum number of segments to write: the most that Postgres recycles by default. */
const maxSegments = 300;
/** A continuous backup that is not further behind copies the rest within seconds. */
const maxBehind = 256 * 1024 * 1024;
const copyTimeoutMs = 60_000;
const pauseMs = 100;

/**
 * Removes everything written to the write-ahead log before this call: switches segments until all recycled ones with
 * old bytes in them have been used (a switch fills the rest of a segment with zeros), then runs a checkpoint that
 * deletes the old ones rather than recycle them. Needs a superuser. Waits until a continuous backup has copied the old
 * segments: Postgres keeps them until then.
 *
 * @returns false if it has not within a minute: the old segments are still there.
 */
export async function cycleLog(db: Db): Promise<boolean> {
  await recycling(db, "off");
  try {
    const { rows } = await sql<{ last: string }>`
      select max(name) as last from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'
    `.execute(db);
    const last = rows[0]?.last ?? "";
    for (let count = 0; count < maxSegments; count++) {
      const passed = await sql<{ name: string }>`
        select pg_walfile_name(pg_logical_emit_message(false, 'countersign', '')) as name
      `.execute(db);
      await sql`select pg_switch_wal()::text`.execute(db);
      if ((passed.rows[0]?.name ?? "") >= last) break;
    }
    const isCopied = await untilCopied(db);
    await sql`checkpoint`.execute(db);
    return isCopied;
  } finally {
    await recycling(db, "on");
  }
}

/**
 * Whether Postgres keeps segments for a backup that is behind, or is being taken: old ones would stay.
 *
 * @param after whether one is before this place of the log; by default, whether one is far behind.
 */
export async function isLogHeld(db: Db, after?: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from pg_replication_slots where restart_lsn is not null and wal_status <> 'lost' and (
        temporary or restart_lsn < ${after ?? null}::text::pg_lsn
        or pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > ${maxBehind}::bigint
      )
    ) as held
  `.execute(db);
  return rows[0]?.held === true;
}

/** Turns recycling on again if a process that was killed in `cycleLog` left it off. */
export async function restoreRecycling(db: Db): Promise<void> {
  const { rows } = await sql<{ off: boolean }>`select current_setting('wal_recycle') = 'off' as off`.execute(
    db,
  );
  if (rows[0]?.off) await recycling(db, "on");
}

async function untilCopied(db: Db): Promise<boolean> {
  const { rows } = await sql<{ end: string }>`
    select (pg_current_wal_lsn() - mod(pg_current_wal_lsn() - '0/0'::pg_lsn, pg_size_bytes(current_setting('wal_segment_size'))))::text
      as end
  `.execute(db);
  const deadline = performance.now() + copyTimeoutMs;
  while (await isLogHeld(db, rows[0]?.end)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return true;
}

/** Sets whether segments that are no longer needed are renamed for reuse. */
async function recycling(db: Db, value: "on" | "off"): Promise<void> {
  await sql`alter system set wal_recycle = ${sql.raw(value)}`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
}
