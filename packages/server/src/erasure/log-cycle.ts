import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** The maximum number of segments to write: the most that Postgres recycles by default. */
const maxSegments = 300;

/**
 * Removes everything written to the write-ahead log before this call: switches segments until all recycled ones with
 * old bytes in them have been used (a switch fills the rest of a segment with zeros), then runs a checkpoint that
 * deletes the old ones rather than recycle them. Needs a superuser, and no replica or archive that still needs the
 * old segments.
 */
export async function cycleLog(db: Db): Promise<void> {
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
    await sql`checkpoint`.execute(db);
  } finally {
    await recycling(db, "on");
  }
}

/** Turns recycling on again if a process that was killed in `cycleLog` left it off. */
export async function restoreRecycling(db: Db): Promise<void> {
  const { rows } = await sql<{ off: boolean }>`select current_setting('wal_recycle') = 'off' as off`.execute(
    db,
  );
  if (rows[0]?.off) await recycling(db, "on");
}

/** Sets whether segments that are no longer needed are renamed for reuse. */
async function recycling(db: Db, value: "on" | "off"): Promise<void> {
  await sql`alter system set wal_recycle = ${sql.raw(value)}`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
}
