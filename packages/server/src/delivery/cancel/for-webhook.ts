import type { Clock, DeliveryId, WebhookId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { cancelQueued } from "./queued.ts";

/**
 * Takes out of the queue what waits for this deleted webhook; answers how many deliveries it cancelled. What a worker holds
 * under its lease is left to it: it finds the webhook switched off before its next attempt. The log keeps them all.
 */
export async function cancelForWebhook(
  deps: { clock: Clock },
  tx: Tx,
  webhookId: WebhookId,
): Promise<number> {
  const waiting = await tx
    .selectFrom("deliveryQueue")
    .select("deliveryId")
    .where("webhookId", "=", webhookId)
    .where("claim", "is", null)
    .orderBy("deliveryId")
    .forUpdate()
    .skipLocked()
    .execute();
  const ids = waiting.map((row) => row.deliveryId as DeliveryId);
  return cancelQueued(deps, tx, ids, "deleted");
}
