import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { ClaimedItem, ClaimRequest } from "./queue.ts";

/** A place in the walk: the rows of one webhook that wake in one second. */
interface Lot {
  /** As Postgres writes it. */
  wakesAt: string;
  webhookId: string;
}

/** How far a round of the walk has come. */
export interface Round {
  /** The last lot taken from. */
  after: Lot;
  /**
   * It ends with what had woken by then, in milliseconds since the epoch. What wakes later is left
   * to the next round: under an overload of retries this one would never end, and webhooks at its
   * beginning would never get another turn.
   */
  until: number;
}

/** A round that begins now. */
export function newRound(now: number): Round {
  return { after: { wakesAt: "-infinity", webhookId: "" }, until: now };
}

/** The result of one walk. */
export interface Claimed {
  items: ClaimedItem[];
  /** Where the limit cut the round short; null if it reached the end. */
  rest: Round | null;
}

/** Leases due items, a share of each webhook's, from where the round left off. */
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

/** An item; null in all fields of the claim if it was beyond its webhook's share. */
type ClaimRow = { [Key in keyof ClaimedItem]: ClaimedItem[Key] | null } & Lot;

/**
 * The statement of {@link claimDue}.
 *
 * Claiming simply what is due longest would be one index scan, but a dead address with a long
 * backlog would then fill every claim, and skipping it would mean scanning over its rows each time.
 * So the statement walks the lots that have woken by a loose index scan (one probe each) and takes
 * from each what its webhook may have. Its cost grows with the webhooks that have something due or
 * in flight: neither with their backlog, nor with what is due later.
 *
 * A webhook may have several lots, and none may get more than its share: `shared` chooses the
 * longest due of what was locked in all of them. The others are unlocked when the statement ends.
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
