import { type DeliveryId, idDay } from "@countersign/wire";
import { sql } from "kysely";
import { type Tx, wake } from "../../db/index.ts";
import { deliveriesChannel } from "./channel.ts";
import { orderOf } from "./order.ts";
import { lockOrder } from "./order-lock.ts";
import type { QueueItem } from "./queue.ts";

/** See `Queue.put`. */
export async function put(
  tx: Tx,
  items: readonly Omit<QueueItem, "fifoKey">[],
  now: number,
): Promise<ReadonlySet<DeliveryId>> {
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
    select id from moved
  `.execute(tx);
  wake(tx, deliveriesChannel);
  const ids = moved.rows.map((row) => row.id);
  // The caller may have read the log before another resend was settled; now we hold the row's lock.
  await sql`
    update delivery_queue q set attempt = d.attempts
    from deliveries d
    where q.delivery_id = any(${ids}::text[]) and d.id = q.delivery_id and d.day = q.delivery_day
      and q.attempt <> d.attempts
  `.execute(tx);
  return new Set(ids);
}
