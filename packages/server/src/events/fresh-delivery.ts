import type { DeliveryId, EventId, ProjectId, WebhookId } from "@countersign/wire";
import type { Lease } from "../delivery/queue/index.ts";

/** A delivery that an operation's response waits for. */
export interface AwaitedDelivery {
  /** The webhook's name. */
  name: string;
  /** How long the operation waits for it. */
  timeoutMs: number;
  /**
   * Null if it can't be sent now, such as to a webhook whose breaker is open: it waits in the
   * queue.
   */
  fresh: FreshDelivery | null;
}

/** A delivery that was just committed, with all that its first attempt needs. */
export interface FreshDelivery {
  id: DeliveryId;
  eventId: EventId;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  sequence: number | null;
  /** The key that seals the body and the receiver's responses. */
  keyId: string;
  encoding: string;
  contentType: string;
  /** The bytes to send, in clear: memory only. */
  body: string;
  fifoKey: string | null;
  lease: Lease;
}
