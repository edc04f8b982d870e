/** Where a delivery stands. `pending` and `retrying` are in the queue, the others are settled. */
export const deliveryStatuses = ["pending", "retrying", "delivered", "exhausted", "cancelled"] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];
