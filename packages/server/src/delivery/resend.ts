import type { Clock, DeliveryId, EventId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";

/** Which deliveries to send once more. */
export type ResendTarget = readonly DeliveryId[] | { eventId: EventId };

/**
 * Sends deliveries once more under the same `webhook-id`, marked `countersign-resend: true`. One that still
 * waits for a retry just comes due now; one whose subject was erased stays as it is. Answers how many.
 */
export async function resend(_deps: { clock: Clock }, _tx: Tx, _target: ResendTarget): Promise<number> {
  throw new Error("not implemented");
}
