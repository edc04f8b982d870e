import { sql } from "kysely";
import type { Db } from "../../db/index.ts";

const hourMs = 3_600_000;
/** A retry waits for a week at most, plus a fifth of jitter. */
const maxWaitMs = 10 * 24 * hourMs;

/** See `Queue.reviveFarOff`. */
export async function reviveFarOff(db: Db, now: number): Promise<number> {
  const { numAffectedRows } = await sql`
    with far_off as materialized (
      select delivery_id from delivery_queue
      where (due_at > ${new Date(now + maxWaitMs)}::timestamptz and due_at < 'infinity')
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

/** See `Queue.releaseClaim`. */
export async function releaseClaim(db: Db, claim: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery_queue set claim = null, leased_until = null where claim = ${claim}
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** See `Queue.releaseOrphans`. */
export async function releaseOrphans(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    update delivery_queue set claim = null, leased_until = null where claim is not null
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}
