import type { OrderView } from "@countersign/wire";
import type { Order } from "./row.ts";

/** An order in the format of the project's API. */
export function orderView(order: Order): OrderView {
  const { id, externalId, userId, status, currency, total, content, deliveryServiceId, bankOrderId } = order;
  return {
    id,
    externalId,
    userId,
    status,
    currency,
    total,
    items: content?.items ?? null,
    discount: content?.discount ?? null,
    deliveryServiceId,
    deliveryPrice: content?.deliveryPrice ?? null,
    destination: content?.destination ?? null,
    comment: content?.comment ?? null,
    bankOrderId,
    version: order.version,
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}
