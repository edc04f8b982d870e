import { sql } from "kysely";
import type { Db } from "../db/index.ts";

const hourMs = 3_600_000;
/** How long a row is kept: longer than any chart looks back. */
const keptMs = { 1: 26 * hourMs, 60: 31 * 24 * hourMs } as const;

/** Deletes sums that no chart shows any more. `certain`: a time that has surely passed. */
export async function forgetOldTraffic(db: Db, certain: number): Promise<void> {
  for (const table of ["traffic", "queue_samples"]) {
    for (const grain of [1, 60] as const) {
      await sql`
        delete from ${sql.table(table)}
        where grain = ${grain}::integer and at < ${new Date(certain - keptMs[grain])}::timestamptz
      `.execute(db);
    }
  }
}
