import type { DeliveryId, WebhookId } from "@countersign/wire";
import { type FixedSql, fixedSql } from "../../db/index.ts";

/**
 * A write-ahead lease: new items are inserted as if this process had already claimed them, so that
 * it can send them from memory. If it dies, they become due for others at `until` (milliseconds
 * since the epoch).
 */
export interface Lease {
  claim: string;
  until: number;
}

/** An item that the statement which records its event inserts into the queue. */
interface NewItem {
  id: DeliveryId;
  /** Its partition in the log. */
  day: string;
  webhookId: WebhookId;
  fifoKey: string | null;
  /** Milliseconds since the epoch. */
  dueAt: number;
  /** Milliseconds until then; 0: it is due at once. */
  delayMs: number;
  lease: Lease | null;
}

/**
 * Two parts of a `with` list that insert new items, for a statement that writes their events and
 * log rows, too: recording costs one round trip. The statement may read `enqueued (id, waiting)`:
 * items that are `waiting` have an earlier item of their order before them, and are neither leased
 * nor due. Arrays keep the text of the statement the same for any number of items.
 *
 * Items in strict order (`fifoKey`) need a transaction that called `lockOrder` before.
 */
export function enqueue(items: readonly NewItem[]): FixedSql<unknown> {
  return fixedSql`enqueued as materialized (
      select p.id, p.day, p.webhook_id, p.due_at, p.later, p.claim, p.leased_until, p.fifo_key,
        p.fifo_key is not null and (p.behind or exists (
          select from delivery_queue q where q.webhook_id = p.webhook_id and q.fifo_key = p.fifo_key
        )) as waiting
      from unnest(
        ${items.map((each) => each.id)}::text[],
        ${items.map((each) => each.day)}::date[],
        ${items.map((each) => each.webhookId)}::text[],
        ${items.map((each) => each.dueAt)}::timestamptz[],
        ${items.map((each) => each.lease?.claim)}::text[],
        ${items.map((each) => each.lease?.until)}::timestamptz[],
        ${items.map((each) => each.fifoKey)}::text[],
        ${behindAnother(items)}::boolean[],
        ${items.map((each) => each.delayMs > 0)}::boolean[]
      ) as p (id, day, webhook_id, due_at, claim, leased_until, fifo_key, behind, later)
    ), new_queue_rows as (
      insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at, wakes_at, claim, leased_until,
        fifo_key)
      select p.id, p.day, p.webhook_id, case when p.waiting then 'infinity' else p.due_at end,
        case when p.waiting then 'infinity' when p.later then date_trunc('second', p.due_at) else '-infinity' end,
        case when not p.waiting then p.claim end, case when not p.waiting then p.leased_until end, p.fifo_key
      from enqueued p
    )`;
}

/** For each item, whether an earlier one of the same statement has its webhook and key. */
function behindAnother(items: readonly Pick<NewItem, "webhookId" | "fifoKey">[]): boolean[] {
  const seen = new Set<string>();
  return items.map(({ webhookId, fifoKey }) => {
    if (fifoKey === null) return false;
    const lane = `${webhookId} ${fifoKey}`;
    const behind = seen.has(lane);
    seen.add(lane);
    return behind;
  });
}
