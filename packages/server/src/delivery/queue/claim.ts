import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { ClaimedItem, ClaimRequest } from "./queue.ts";

/** A place in the walk: the rows of one webhook that wake in one second. */
interface Lot {
  /** As Postgres writes it. */
  wakesAt: string;
  webhookId: string;
}

/** Where a round of the walk has come to. */
export interface Round {
  /** The last lot taken from. */
  after: Lot;
  /**
   * It ends with what had woken by then, in milliseconds since the epoch. What wakes later is for the next round: under an
   * overload of retries this one would never come to its end, and nobody at the beginning to another turn.
   */
  until: number;
}

/** A round that begins now. */
export function newRound(now: number): Round {
  return { after: { wakesAt: "-infinity", webhookId: "" }, until: now };
}

/** What one walk came to. */
export interface Claimed {
  items: ClaimedItem[];
  /** Where its limit cut the round short; null when it went to the end. */
  rest: Round | null;
}

/** Leases due items, a share of each webhook's, from where the round has come to. */
export async function claimDue(db: Db, request: ClaimRequest, round: Round): Promise<Claimed> {
  const { rows } = await claimStatement(request, round).execute(db);
  const items = rows.flatMap(({ wakesAt, ...row }) => (row.id === null ? [] : [row as ClaimedItem]));
  const last = rows.length < request.limit ? undefined : rows.at(-1);
  const rest = last && {
    after: { wakesAt: last.wakesAt, webhookId: last.webhookId },
    until: round.until,
  };
  return { items, rest: rest ?? null };
}

/** An item, or with null for all that is claimed, one that was beyond its webhook's share. */
type ClaimRow = { [Key in keyof ClaimedItem]: ClaimedItem[Key] | null } & Lot;

/**
 * The statement of {@link claimDue}.
 *
 * Taking simply the earliest due would be one index scan, but a dead address with a long backlog would then
 * fill every claim, and leaving it out would mean to scan over its rows each time. So the statement walks the lots that
 * have woken by a loose index scan (one probe each) and takes from each what its webhook may have. Its cost grows with
 * the webhooks that have something due or in flight: neither with their backlog, nor with what waits for later.
 *
 * A webhook may have several lots, and none is to get more than its share: `shared` chooses the longest due of what was
 * locked in all of them. The others are free again when the statement ends.
 */
export function claimStatement(request: ClaimRequest, { after, until }: Round): RawBuilder<ClaimRow> {
  const now = new Date(request.now);
  const limits = [...request.limits];
  return sql<ClaimRow>`
    with recursive lot as (
      select ${after.wakesAt}::timestamptz as wakes_at, ${after.webhookId}::text as webhook_id
      union all
      select next.wakes_at, next.webhook_id
      from lot cross join lateral (
        select q.wakes_at, q.webhook_id from delivery_queue q
        where (q.wakes_at, q.webhook_id) > (lot.wakes_at, lot.webhook_id) and q.wakes_at <= ${new Date(until)}::timestamptz
        order by q.wakes_at, q.webhook_id limit 1
      ) as next
    ), due as materialized (
      select d.delivery_id, d.due_at, d.claim is not null as taken_over, lot.wakes_at, lot.webhook_id, h.project_id,
        coalesce(busy.room, ${request.limitPerWebhook}::integer) as room
      from (select * from lot offset 1) as lot
      left join lateral (select project_id from webhooks where id = lot.webhook_id limit 1) as h on true
      left join unnest(
        ${limits.map(([webhookId]) => webhookId)}::text[],
        ${limits.map(([, limit]) => limit)}::integer[]
      ) as busy (webhook_id, room) on busy.webhook_id = lot.webhook_id
      cross join lateral (
        select q.delivery_id, q.due_at, q.claim from delivery_queue q
        where q.wakes_at = lot.wakes_at and q.webhook_id = lot.webhook_id and q.due_at <= ${now}::timestamptz
          and (q.leased_until is null or q.leased_until <= ${now}::timestamptz)
        order by q.due_at
        limit coalesce(busy.room, ${request.limitPerWebhook}::integer)
        for update skip locked
      ) as d
      limit ${request.limit}::integer
    ), shared as (
      select delivery_id, room, row_number() over (partition by webhook_id order by due_at, delivery_id) as place
      from due
    ), claimed as (
      update delivery_queue q
      set claim = ${request.claim}::text, leased_until = ${new Date(request.until)}::timestamptz
      from shared s where q.delivery_id = s.delivery_id and s.place <= s.room
      returning q.delivery_id as id, q.attempt, q.tries, q.resend, q.fifo_key
    )
    select c.*, due.webhook_id, due.taken_over, due.project_id, due.wakes_at::text as wakes_at
    from due left join claimed c on c.id = due.delivery_id
    order by due.wakes_at, due.webhook_id, due.due_at
  `;
}
