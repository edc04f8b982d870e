import type { DeliveryId, EventId, ProjectId, WebhookId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { DeliveryStatus } from "./status.ts";

/** Which deliveries to list. Every filter narrows; times are half-open: `[since, before)` of acceptance. */
export interface DeliveryFilter {
  projectId?: ProjectId;
  webhookId?: WebhookId;
  eventId?: EventId;
  type?: string;
  subject?: string;
  status?: DeliveryStatus;
  since?: Date;
  before?: Date;
}

/** One event on its way to one webhook, without anything personal. */
export interface DeliverySummary {
  id: DeliveryId;
  eventId: EventId;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  subject: string | null;
  sequence: number | null;
  status: DeliveryStatus;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
}

/** One request that was made for a delivery. What was sealed is null once the subject is erased. */
export interface AttemptRecord {
  number: number;
  resend: boolean;
  startedAt: Date;
  durationMs: number;
  /** `delivered`, or the kind of failure. */
  outcome: string;
  statusCode: number | null;
  /** Address and port that was connected to. */
  dialled: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string> | null;
  /** At most the first 16 KiB. */
  responseBody: Buffer | null;
  timings: Record<string, number> | null;
}

export interface DeliveryDetails extends DeliverySummary {
  contentType: string;
  /** What was sent; null once the subject is erased. */
  body: string | null;
  log: readonly AttemptRecord[];
}

export interface DeliveryPage {
  deliveries: DeliverySummary[];
  /** Give it back to get the next page; null on the last one. */
  nextCursor: DeliveryId | null;
}

/** Deliveries, the newest first. */
export async function listDeliveries(
  _db: Db,
  _filter: DeliveryFilter,
  _page: { limit: number; cursor?: DeliveryId },
): Promise<DeliveryPage> {
  throw new Error("not implemented");
}

/** One delivery with its body and attempts, unsealed. The caller leaves the audit record. */
export async function findDelivery(
  _deps: { db: Db; keyring: Keyring },
  _id: DeliveryId,
): Promise<DeliveryDetails | null> {
  throw new Error("not implemented");
}
