import {
  type DeliveryId,
  type DeliveryStatus,
  type EventId,
  firstIdAt,
  idDay,
  type ProjectId,
  type SettledReason,
  type WebhookId,
} from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import { type Db, oneOf } from "../../db/index.ts";

/**
 * Which deliveries to list: any of the values of each filter; absent, all. Accepted in `[from,
 * to)`.
 */
export interface DeliveryFilter {
  projectId?: ProjectId | undefined;
  webhookId?: readonly string[] | undefined;
  eventId?: readonly EventId[] | undefined;
  type?: readonly string[] | undefined;
  subject?: readonly string[] | undefined;
  status?: readonly DeliveryStatus[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** One event on its way to one webhook, without personal data. */
export interface DeliverySummary {
  id: DeliveryId;
  eventId: EventId;
  webhookId: WebhookId;
  projectId: ProjectId;
  type: string;
  subject: string | null;
  sequence: number | null;
  status: DeliveryStatus;
  /** Why it ended, if its attempts don't show that. */
  reason: SettledReason | null;
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
  /** The replay that last sent it. */
  replayId: string | null;
}

export interface DeliveryPage {
  deliveries: DeliverySummary[];
  /** Pass it to get the next page; null on the last one. */
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
 * Whether the delivery's project still keeps it in its log. Its partition may exist longer, for
 * projects that keep more.
 */
export const isKept: RawBuilder<boolean> = sql<boolean>`
  deliveries.day >= (select log_from from projects where projects.id = deliveries.project_id)`;

/** A row of these columns as a summary. */
export function summaryOf<Row extends { reason: string | null }>(row: Row): Row & DeliverySummary {
  // Deliveries that were cancelled before the status of a webhook had a name.
  const reason = row.reason === "switched-off" ? "paused" : row.reason;
  return { ...row, reason } as Row & DeliverySummary;
}

/** Deliveries, newest first. */
export async function listDeliveries(
  db: Db,
  filter: DeliveryFilter,
  page: { limit: number; cursor?: DeliveryId | undefined },
): Promise<DeliveryPage> {
  let query = db.selectFrom("deliveries").select(summaryColumns).where(isKept);
  const { projectId, from, to } = filter;
  if (projectId !== undefined) query = query.where("projectId", "=", projectId);
  for (const column of ["webhookId", "eventId", "type", "subject", "status"] as const) {
    const wanted: readonly string[] | undefined = filter[column];
    if (wanted !== undefined) query = query.where(oneOf(column, wanted));
  }
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  if (from) query = query.where("id", ">=", firstIdOf(from)).where("day", ">=", idDay(firstIdOf(from)));
  if (to) query = query.where("id", "<", firstIdOf(to)).where("day", "<=", idDay(firstIdOf(to)));
  if (page.cursor) query = query.where("id", "<", page.cursor).where("day", "<=", idDay(page.cursor));
  const rows = await query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const deliveries = rows.slice(0, page.limit).map(summaryOf);
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > page.limit && last ? last.id : null };
}

/** The lowest id that a delivery could have at this time. */
export function firstIdOf(time: Date): DeliveryId {
  return firstIdAt("delivery", time.getTime());
}
