import { sql } from "kysely";
import type { Db } from "../db/index.ts";

/** Segments that are written through at most: the most that Postgres keeps for later use by default. */
const mostSegments = 300;

/**
 * Leaves nothing in the directory of the write-ahead log that was written before this call: goes on to a new segment until
 * it has passed all that lie ready for use with old bytes in them (a switch fills the rest of a segment with zeros), and
 * then has a checkpoint remove what is behind, rather than keep it for later use. Needs a superuser, and no replica or
 * archive that still wants the old segments.
 */
export async function cycleLog(db: Db): Promise<void> {
  await recycling(db, "off");
  try {
    const { rows } = await sql<{ last: string }>`
      select max(name) as last from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'
    `.execute(db);
    const last = rows[0]?.last ?? "";
    for (let count = 0; count < mostSegments; count++) {
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

/** Whether segments that are not needed any more are kept under the names of later ones. */
async function recycling(db: Db, value: "on" | "off"): Promise<void> {
  await sql`alter system set wal_recycle = ${sql.raw(value)}`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
}
