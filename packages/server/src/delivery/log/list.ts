import {
  type DeliveryId,
  type DeliveryStatus,
  type EventId,
  idDay,
  newId,
  type ProjectId,
  type SettledReason,
  type WebhookId,
} from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../db/index.ts";

/** Which deliveries to list. Every filter narrows; times are half-open: accepted in `[since, before)`. */
export interface DeliveryFilter {
  projectId?: ProjectId | undefined;
  webhookId?: WebhookId | undefined;
  eventId?: EventId | undefined;
  type?: string | undefined;
  subject?: string | undefined;
  status?: DeliveryStatus | undefined;
  since?: Date | undefined;
  before?: Date | undefined;
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
  /** Why it ended, where its attempts don't say. */
  reason: SettledReason | null;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
  /** The replay that last sent it. */
  replayId: string | null;
}

export interface DeliveryPage {
  deliveries: DeliverySummary[];
  /** Give it back to get the next page; null on the last one. */
  nextCursor: DeliveryId | null;
}

export const summaryColumns = [
  "deliveries.id",
  "deliveries.eventId",
  "deliveries.webhookId",
  "deliveries.projectId",
  "deliveries.type",
  "deliveries.subject",
  "deliveries.sequence",
  "deliveries.status",
  "deliveries.reason",
  "deliveries.attempts",
  "deliveries.createdAt",
  "deliveries.settledAt",
  "deliveries.replayId",
] as const;

/**
 * Whether the delivery's project still keeps it in its log. Its partition may live longer, for the sake of projects
 * that keep more.
 */
export const isKept: RawBuilder<boolean> = sql<boolean>`
  deliveries.day >= (select log_from from projects where projects.id = deliveries.project_id)`;

/** Deliveries, the newest first. */
export async function listDeliveries(
  db: Db,
  filter: DeliveryFilter,
  page: { limit: number; cursor?: DeliveryId | undefined },
): Promise<DeliveryPage> {
  let query = db.selectFrom("deliveries").select(summaryColumns).where(isKept);
  for (const column of ["projectId", "webhookId", "eventId", "type", "subject", "status"] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(column, "=", wanted);
  }
  const { since, before } = filter;
  // Ids carry their time: bounds on the id use the same index as the order, those on the day leave out partitions.
  if (since) query = query.where("id", ">=", firstIdOf(since)).where("day", ">=", idDay(firstIdOf(since)));
  if (before) query = query.where("id", "<", firstIdOf(before)).where("day", "<=", idDay(firstIdOf(before)));
  if (page.cursor) query = query.where("id", "<", page.cursor).where("day", "<=", idDay(page.cursor));
  const rows = await query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const deliveries = rows.slice(0, page.limit).map((row) => row as DeliverySummary);
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > page.limit && last ? last.id : null };
}

/** The lowest id that could have been made at this time; no id is from before 1970. */
export function firstIdOf(time: Date): DeliveryId {
  return newId(
    "delivery",
    () => Math.max(0, time.getTime()),
    (bytes) => new Uint8Array(bytes),
  );
}
