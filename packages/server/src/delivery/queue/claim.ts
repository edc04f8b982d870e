import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { ClaimedItem, ClaimRequest } from "./queue.ts";

/**
 * Leases due items, a share of each webhook's.
 *
 * Taking simply the earliest due would be one index scan, but a dead address with a long backlog would then
 * fill every claim, and leaving it out would mean to scan over its rows each time. So the statement walks the
 * distinct webhooks of the queue by a loose index scan (one probe each) and takes from each what it may have;
 * its cost grows with the webhooks that have something queued, not with the backlog.
 *
 * @param after webhooks up to this id were served by the claim before: the walk starts behind it.
 */
export async function claimDue(db: Db, request: ClaimRequest, after: string): Promise<ClaimedItem[]> {
  const now = new Date(request.now);
  const until = new Date(request.until);
  const limits = [...request.limits];
  const claimed = await sql<ClaimedItem>`
    with recursive queued as (
      (select q.webhook_id from delivery_queue q where q.webhook_id > ${after}::text order by q.webhook_id limit 1)
      union all
      select (
        select q.webhook_id from delivery_queue q where q.webhook_id > w.webhook_id order by q.webhook_id limit 1
      )
      from queued w where w.webhook_id is not null
    ), due as materialized (
      select d.delivery_id, d.claim is not null as taken_over, h.project_id
      from queued w
      left join lateral (select project_id from webhooks where id = w.webhook_id limit 1) as h on true
      left join unnest(
        ${limits.map(([webhookId]) => webhookId)}::text[],
        ${limits.map(([, limit]) => limit)}::integer[]
      ) as busy (webhook_id, room) on busy.webhook_id = w.webhook_id
      cross join lateral (
        select q.delivery_id, q.claim from delivery_queue q
        where q.webhook_id = w.webhook_id and q.due_at <= ${now}::timestamptz
          and (q.leased_until is null or q.leased_until <= ${now}::timestamptz)
        order by q.due_at
        limit coalesce(busy.room, ${request.limitPerWebhook}::integer)
        for update skip locked
      ) as d
      where w.webhook_id is not null
      limit ${request.limit}::integer
    )
    update delivery_queue q set claim = ${request.claim}::text, leased_until = ${until}::timestamptz
    from due where q.delivery_id = due.delivery_id
    returning q.delivery_id as id, q.webhook_id, q.attempt, q.tries, q.resend, q.fifo_key, due.taken_over,
      due.project_id
  `.execute(db);
  return claimed.rows;
}
