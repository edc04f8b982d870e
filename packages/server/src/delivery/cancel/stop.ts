import type { Clock, DeliveryId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { cancelQueued } from "./queued.ts";

/**
 * Cancels one delivery that waits or is being sent; false if it is in no queue. A request in flight
 * can't be recalled: its outcome is discarded.
 */
export async function stopDelivery(deps: { clock: Clock }, tx: Tx, id: DeliveryId): Promise<boolean> {
  return (await cancelQueued(deps, tx, "stopped", (queue, now) => queue.cancel(tx, [id], now))) > 0;
}
