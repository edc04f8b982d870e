import type { DeliveryId, EventId, ProjectId, WebhookId } from "@countersign/wire";
import type { Lease } from "../delivery/queue/index.ts";

/** A delivery that the answer of the operation that caused it waits for. */
export interface AwaitedDelivery {
  /** The webhook's. */
  name: string;
  /** How long it is waited for. */
  timeoutMs: number;
  /** Null where it can't be sent now, such as to a webhook whose breaker is open: it waits in the queue. */
  fresh: FreshDelivery | null;
}

/** A delivery that was committed a moment ago, with all that its first attempt needs. */
export interface FreshDelivery {
  id: DeliveryId;
  eventId: EventId;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  sequence: number | null;
  /** Whose key seals the body and the answers to it. */
  keyId: string;
  encoding: string;
  contentType: string;
  /** The bytes to send, in clear: memory only. */
  body: string;
  fifoKey: string | null;
  lease: Lease;
}
