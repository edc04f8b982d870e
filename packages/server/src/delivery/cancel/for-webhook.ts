import type { Clock, WebhookId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { cancelQueued } from "./queued.ts";

/**
 * Cancels what waits for this deleted webhook; returns how many deliveries that were. What a worker
 * holds under its lease is left to that worker: it finds the webhook deleted before its next
 * attempt. The log keeps them all.
 */
export async function cancelForWebhook(
  deps: { clock: Clock },
  tx: Tx,
  webhookId: WebhookId,
): Promise<number> {
  return cancelQueued(deps, tx, "deleted", (queue, now) => queue.cancelUnclaimed(tx, webhookId, now));
}
