import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

const hourMs = 3_600_000;
/** A wait between two attempts is a week at most, and a fifth more by chance. */
const longestWaitMs = 10 * 24 * hourMs;

/**
 * Makes due what a clock that was wrong has put off: deliveries that come due later than any retry can, and leases that
 * last longer than any lease does. Returns how many deliveries that were. Reads the whole queue: for a timer.
 */
export async function bringBackFarOff(db: Db, now: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with far_off as materialized (
      select delivery_id from delivery_queue
      where (due_at > ${new Date(now + longestWaitMs)}::timestamptz and due_at < 'infinity')
        or leased_until > ${new Date(now + hourMs)}::timestamptz
      order by delivery_id for update skip locked
    )
    update delivery_queue q set claim = null, leased_until = null,
      wakes_at = case when q.due_at = 'infinity' then q.wakes_at else '-infinity' end,
      due_at = case when q.due_at = 'infinity' then q.due_at else least(q.due_at, ${new Date(now)}::timestamptz) end
    from far_off where q.delivery_id = far_off.delivery_id
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
