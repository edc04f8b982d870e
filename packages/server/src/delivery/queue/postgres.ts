import type { DeliveryId, WebhookId } from "@countersign/wire";
import { idDay } from "@countersign/wire";
import { sql } from "kysely";
import type { Db, Tx } from "../../db/index.ts";
import { deliveriesChannel, lockOrder, type OrderKey } from "../../events/index.ts";
import { claimDue, newRound, type Round } from "./claim.ts";
import { gatherOverdue } from "./gather.ts";
import { nextInOrder, orderOf } from "./order.ts";
import type { ClaimedItem, ClaimRequest, Queue, QueueItem } from "./queue.ts";
import { settle } from "./settle.ts";

const gatherEveryMs = 1_000;

/** The queue in the table `delivery_queue`. */
export function postgresQueue(db: Db): Queue {
  let unfinished: Round | null = null;
  let gatheredAt = 0;
  return {
    claim,
    extend,
    settle: (settlements, alongside) => settle(db, settlements, alongside),
    release,
    put,
    cancel,
    depth,
  };

  /** Goes on with the round that the claim before was cut short in; after its end once through another. */
  async function claim(request: ClaimRequest): Promise<ClaimedItem[]> {
    if (Math.abs(request.now - gatheredAt) >= gatherEveryMs) {
      gatheredAt = request.now;
      await gatherOverdue(db, request.now);
    }
    const items: ClaimedItem[] = [];
    let round = unfinished;
    let isLast = round === null;
    for (;;) {
      const left = { ...request, limit: request.limit - items.length, limits: lessened(request, items) };
      const claimed = await claimDue(db, left, round ?? newRound(request.now));
      items.push(...claimed.items);
      round = claimed.rest;
      if (items.length >= request.limit || (round === null && isLast)) break;
      if (round === null) isLast = true;
    }
    unfinished = round;
    return items;
  }

  async function extend(claim: string, ids: readonly DeliveryId[], until: number) {
    const held = await sql<{ id: DeliveryId }>`
      with held as materialized (
        select delivery_id from delivery_queue
        where delivery_id = any(${ids}::text[]) and claim = ${claim}::text
        order by delivery_id for update
      )
      update delivery_queue q set leased_until = ${new Date(until)}::timestamptz
      from held where q.delivery_id = held.delivery_id
      returning q.delivery_id as id
    `.execute(db);
    return idsOf(held.rows);
  }

  async function release(claim: string, ids: readonly DeliveryId[]): Promise<void> {
    await sql`
      with held as materialized (
        select delivery_id from delivery_queue
        where delivery_id = any(${ids}::text[]) and claim = ${claim}::text
        order by delivery_id for update
      ), released as (
        update delivery_queue q set claim = null, leased_until = null
        from held where q.delivery_id = held.delivery_id
      )
      select pg_notify(${deliveriesChannel}, '')
    `.execute(db);
  }

  async function put(tx: Tx, items: readonly Omit<QueueItem, "fifoKey">[], now: number) {
    const sorted = items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const keyOf = await orderOf(tx, sorted);
    await lockOrder(
      tx,
      sorted.map(({ id, webhookId }) => ({ webhookId, fifoKey: keyOf.get(id) ?? null })),
    );
    const moved = await sql<{ id: DeliveryId }>`
      with wanted as (
        select i.*, row_number() over (partition by i.webhook_id, i.fifo_key order by i.id) > 1 as behind
        from unnest(
          ${sorted.map((item) => item.id)}::text[],
          ${sorted.map((item) => idDay(item.id))}::date[],
          ${sorted.map((item) => item.webhookId)}::text[],
          ${sorted.map((item) => item.attempt)}::integer[],
          ${sorted.map((item) => item.tries)}::integer[],
          ${sorted.map((item) => item.resend)}::boolean[],
          ${sorted.map((item) => keyOf.get(item.id) ?? null)}::text[]
        ) as i (id, day, webhook_id, attempt, tries, resend, fifo_key)
      ), placed as (
        select w.*, w.fifo_key is not null and (w.behind or exists (
          select from delivery_queue o where o.webhook_id = w.webhook_id and o.fifo_key = w.fifo_key
        )) as waits
        from wanted w
      ), moved as (
        insert into delivery_queue as q (delivery_id, delivery_day, webhook_id, due_at, wakes_at, attempt, tries, resend,
          fifo_key)
        select w.id, w.day, w.webhook_id, case when w.waits then 'infinity' else ${new Date(now)}::timestamptz end,
          case when w.waits then 'infinity'::timestamptz else '-infinity' end, w.attempt, w.tries, w.resend, w.fifo_key
        from placed w
        order by w.id
        on conflict (delivery_id) do update
          set due_at = ${new Date(now)}::timestamptz, wakes_at = '-infinity', claim = null, leased_until = null
          where q.due_at <> 'infinity' and (q.leased_until is null or q.leased_until <= ${new Date(now)}::timestamptz)
        returning q.delivery_id as id
      )
      select id, pg_notify(${deliveriesChannel}, '') from moved
    `.execute(tx);
    const ids = idsOf(moved.rows);
    // Whoever asked may have read the log before another resend was settled; from here on the row is ours alone.
    await sql`
      update delivery_queue q set attempt = d.attempts
      from deliveries d
      where q.delivery_id = any(${[...ids]}::text[]) and d.id = q.delivery_id and d.day = q.delivery_day
        and q.attempt <> d.attempts
    `.execute(tx);
    return ids;
  }

  async function cancel(tx: Tx, ids: readonly DeliveryId[], now: number) {
    const inOrder = await sql<OrderKey>`
      select distinct webhook_id, fifo_key from delivery_queue
      where delivery_id = any(${ids}::text[]) and fifo_key is not null
    `.execute(tx);
    await lockOrder(tx, inOrder.rows);
    const gone = await sql<{ id: DeliveryId }>`
      with there as materialized (
        select delivery_id from delivery_queue where delivery_id = any(${ids}::text[]) order by delivery_id for update
      )
      delete from delivery_queue q using there where q.delivery_id = there.delivery_id returning q.delivery_id as id
    `.execute(tx);
    await nextInOrder(tx, inOrder.rows, now);
    return idsOf(gone.rows);
  }

  async function depth() {
    const { rows } = await sql<{ deliveries: number; oldest: DeliveryId | null }>`
      select count(*)::integer as deliveries, min(delivery_id) as oldest from delivery_queue
    `.execute(db);
    return rows[0] ?? { deliveries: 0, oldest: null };
  }
}

/** What is left of each webhook's share after these items. */
function lessened(request: ClaimRequest, items: readonly QueueItem[]): Map<WebhookId, number> {
  const limits = new Map(request.limits);
  for (const { webhookId } of items)
    limits.set(webhookId, (limits.get(webhookId) ?? request.limitPerWebhook) - 1);
  return limits;
}

function idsOf(rows: readonly { id: DeliveryId }[]): ReadonlySet<DeliveryId> {
  return new Set(rows.map((row) => row.id));
}
