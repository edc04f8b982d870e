import type { ProjectId } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";
import type { ProjectTurn } from "./project-turns.ts";
import type { ClaimedItem, ClaimRequest } from "./queue.ts";
import type { Lot, Round } from "./round.ts";

/**
 * Lots that one statement walks at most: some 60 ms. Those of a project that has reached its limit
 * are walked without taking anything, and one project may have a hundred thousand.
 */
const maxLots = 4096;

/** The result of one walk. */
export interface Claimed {
  items: ClaimedItem[];
  /** The last lot that each project got something of. */
  lastLots: ReadonlyMap<ProjectId, Lot>;
  /** Where a limit cut the round short; null if it reached the end. */
  rest: Round | null;
  /** Whether that limit was the length of the walk. */
  walkedFar: boolean;
}

/**
 * Leases due items, a share of each webhook's and project's, from where the round left off.
 *
 * @param turns of projects that have limits of their own.
 */
export async function claimDue(
  db: Db,
  request: ClaimRequest,
  round: Round,
  turns: readonly ProjectTurn[],
): Promise<Claimed> {
  const { rows } = await claimStatement(request, round, turns).execute(db);
  const items: ClaimedItem[] = [];
  const lastLots = new Map<ProjectId, Lot>();
  for (const { wakesAt, ...row } of rows) {
    if (row.id === null) continue;
    const item = row as ClaimedItem;
    items.push(item);
    lastLots.set(item.projectId, { wakesAt, webhookId: item.webhookId });
  }
  const last = rows.at(-1);
  const walkedFar = last?.takenOver === null;
  const rest = last && (walkedFar || rows.length >= request.limit) ? lotOf(last) : null;
  return { items, lastLots, rest: rest && { ...round, after: rest }, walkedFar };
}

function lotOf({ wakesAt, webhookId }: Lot): Lot {
  return { wakesAt, webhookId };
}

/**
 * An item; null in the fields of the claim if it was beyond the share of its webhook or project. The
 * row that ends a walk of `maxLots` has a lot and nothing else.
 */
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
 * longest due of what was locked in all of them, and of those as many as the project may have, lot
 * by lot. The others are unlocked when the statement ends.
 */
export function claimStatement(
  request: ClaimRequest,
  { after, until }: Round,
  turns: readonly ProjectTurn[] = [],
): RawBuilder<ClaimRow> {
  const now = new Date(request.now);
  const limits = [...request.limits];
  return sql<ClaimRow>`
    with recursive lot as (
      select ${after.wakesAt}::timestamptz as wakes_at, ${after.webhookId}::text as webhook_id, 0 as number
      union all
      select next.wakes_at, next.webhook_id, lot.number + 1
      from lot cross join lateral (
        select q.wakes_at, q.webhook_id from delivery_queue q
        where (q.wakes_at, q.webhook_id) > (lot.wakes_at, lot.webhook_id) and q.wakes_at <= ${new Date(until)}::timestamptz
        order by q.wakes_at, q.webhook_id limit 1
      ) as next
      where lot.number < ${maxLots}::integer
    ), due as materialized (
      select d.delivery_id, d.due_at, d.claim is not null as taken_over, lot.wakes_at, lot.webhook_id, lot.number,
        h.project_id, coalesce(busy.room, ${request.limitPerWebhook}::integer) as room,
        coalesce(own.room, ${request.limitPerProject}::integer) as project_room
      from (select * from lot offset 1) as lot
      left join lateral (select project_id from webhooks where id = lot.webhook_id limit 1) as h on true
      left join unnest(
        ${limits.map(([webhookId]) => webhookId)}::text[],
        ${limits.map(([, limit]) => limit)}::integer[]
      ) as busy (webhook_id, room) on busy.webhook_id = lot.webhook_id
      left join unnest(
        ${turns.map((turn) => turn.projectId)}::text[],
        ${turns.map((turn) => turn.room)}::integer[],
        ${turns.map((turn) => turn.after?.wakesAt ?? null)}::text[],
        ${turns.map((turn) => turn.after?.webhookId ?? null)}::text[]
      ) as own (project_id, room, after_wakes_at, after_webhook_id) on own.project_id = h.project_id
      cross join lateral (
        select q.delivery_id, q.due_at, q.claim from delivery_queue q
        where q.wakes_at = lot.wakes_at and q.webhook_id = lot.webhook_id and q.due_at <= ${now}::timestamptz
          and (q.leased_until is null or q.leased_until <= ${now}::timestamptz)
        order by q.due_at
        limit case
          when (lot.wakes_at, lot.webhook_id) <= (own.after_wakes_at::timestamptz, own.after_webhook_id) then 0
          else least(
            coalesce(busy.room, ${request.limitPerWebhook}::integer),
            coalesce(own.room, ${request.limitPerProject}::integer)
          )
        end
        for update skip locked
      ) as d
      limit ${request.limit}::integer
    ), shared as (
      select delivery_id, project_room,
        row_number() over (partition by project_id order by number, due_at, delivery_id) as place
      from (
        select *, row_number() over (partition by webhook_id order by due_at, delivery_id) as place_in_webhook
        from due
      ) as d
      where place_in_webhook <= room
    ), claimed as (
      update delivery_queue q
      set claim = ${request.claim}::text, leased_until = ${new Date(request.until)}::timestamptz
      from shared s where q.delivery_id = s.delivery_id and s.place <= s.project_room
      returning q.delivery_id as id, q.attempt, q.tries, q.resend, q.fifo_key
    )
    select c.*, due.webhook_id, due.taken_over, due.project_id, due.wakes_at::text as wakes_at
    from (
      select delivery_id, webhook_id, taken_over, project_id, wakes_at, number, due_at from due
      union all
      select null, webhook_id, null, null, wakes_at, number, null from lot
      where number = ${maxLots}::integer and (select count(*) from due) < ${request.limit}::integer
    ) as due
    left join claimed c on c.id = due.delivery_id
    order by due.number, due.due_at
  `;
}
