import type { Clock, WebhookId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { cancelQueued } from "./queued.ts";

/**
 * Cancels the pending deliveries of this deleted webhook; returns how many there were. Deliveries
 * that a worker holds under its lease are left to it: it finds the webhook deleted before its next
 * attempt. All of them remain in the log.
 */
export async function cancelForWebhook(
  deps: { clock: Clock },
  tx: Tx,
  webhookId: WebhookId,
): Promise<number> {
  return cancelQueued(deps, tx, "deleted", (queue, now) => queue.cancelUnclaimed(tx, webhookId, now));
}
