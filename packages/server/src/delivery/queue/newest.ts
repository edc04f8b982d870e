import type { DeliveryId } from "@countersign/wire";
import { type Db, oneOf } from "../../db/index.ts";

/**
 * The ids of the newest deliveries in the queue, at most so many: of these webhooks, with ids in `[from, below)`. The log
 * has no index of what is waiting, since every outcome would change it.
 */
export async function newestQueued(
  db: Db,
  of: {
    webhookId?: readonly string[] | undefined;
    from?: DeliveryId | undefined;
    below?: DeliveryId | undefined;
  },
  most: number,
): Promise<DeliveryId[]> {
  let query = db.selectFrom("deliveryQueue").select("deliveryId");
  if (of.webhookId !== undefined) query = query.where(oneOf("webhookId", of.webhookId));
  if (of.from !== undefined) query = query.where("deliveryId", ">=", of.from);
  if (of.below !== undefined) query = query.where("deliveryId", "<", of.below);
  const rows = await query.orderBy("deliveryId", "desc").limit(most).execute();
  return rows.map(({ deliveryId }) => deliveryId);
}
