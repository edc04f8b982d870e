import type { DeliveryId, WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { nextInOrder } from "./order.ts";
import { lockOrder, type OrderKey } from "./order-lock.ts";

/** See `Queue.cancel`. */
export async function cancel(
  tx: Tx,
  ids: readonly DeliveryId[],
  now: number,
): Promise<ReadonlySet<DeliveryId>> {
  if (ids.length === 0) return new Set();
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
  return new Set(gone.rows.map((row) => row.id));
}

/** See `Queue.cancelUnclaimed`. */
export async function cancelUnclaimed(
  tx: Tx,
  webhookId: WebhookId,
  now: number,
): Promise<ReadonlySet<DeliveryId>> {
  const { rows } = await sql<{ id: DeliveryId }>`
    select delivery_id as id from delivery_queue
    where webhook_id = ${webhookId} and claim is null
    order by delivery_id
    for update skip locked
  `.execute(tx);
  return cancel(
    tx,
    rows.map((row) => row.id),
    now,
  );
}

/** See `Queue.cancelUnreadable`. */
export async function cancelUnreadable(tx: Tx, limit: number, now: number): Promise<ReadonlySet<DeliveryId>> {
  const { rows } = await sql<{ id: DeliveryId }>`
    select q.delivery_id as id
    from delivery_queue q
    join deliveries d on d.day = q.delivery_day and d.id = q.delivery_id
    join key_scopes k on k.id = d.project_id
    where d.event_day < k.chain_day and q.delivery_day < (select max(chain_day) from key_scopes)
    order by q.delivery_id
    limit ${limit}
  `.execute(tx);
  return cancel(
    tx,
    rows.map((row) => row.id),
    now,
  );
}
