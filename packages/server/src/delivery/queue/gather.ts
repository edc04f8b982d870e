import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

const overdueMs = 10_000;
const batch = 2_000;

/**
 * Moves rows that nobody has claimed for ten seconds since they became due to the place of rows
 * that were due from the start. Otherwise a webhook that is limited, or has more than can be sent,
 * would keep a place in the walk of claims for each second in which something of it became due. One
 * batch of two thousand, some 20 ms: for a timer.
 */
export async function gatherOverdue(db: Db, now: number): Promise<void> {
  await sql`
    with overdue as materialized (
      select delivery_id from delivery_queue
      where wakes_at > '-infinity' and wakes_at <= ${new Date(now - overdueMs)}::timestamptz
        and due_at <= ${new Date(now)}::timestamptz
        and (leased_until is null or leased_until <= ${new Date(now)}::timestamptz)
      order by wakes_at limit ${batch}
      for update skip locked
    )
    update delivery_queue q set wakes_at = '-infinity'
    from overdue where q.delivery_id = overdue.delivery_id
  `.execute(db);
}
