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
import { isQueued, postgresQueue } from "../queue/index.ts";

/**
 * Which deliveries to list: any of the values of each filter; absent, all. Accepted in `[from,
 * to)`.
 */
export interface DeliveryFilter {
  projectId?: ProjectId | readonly ProjectId[] | undefined;
  id?: readonly DeliveryId[] | undefined;
  webhookId?: readonly string[] | undefined;
  eventId?: readonly EventId[] | undefined;
  type?: readonly string[] | undefined;
  subject?: readonly string[] | undefined;
  status?: readonly DeliveryStatus[] | undefined;
  /** How the last attempt failed, in the words of the log. */
  failure?: readonly string[] | undefined;
  statusCode?: readonly number[] | undefined;
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
  /** What went wrong last: an attempt's outcome; null: nothing, or its attempts don't show it. */
  failure: string | null;
  /** Of the last attempt. */
  statusCode: number | null;
  durationMs: number | null;
  /**
   * When the next attempt is due. Null: it has ended, is being sent, or waits for an earlier one of
   * its order.
   */
  nextAttemptAt: Date | null;
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
  "deliveries.failure",
  "deliveries.statusCode",
  "deliveries.durationMs",
] as const;

/**
 * Whether the delivery's project still keeps it in its log. Its partition may exist longer, for
 * projects that keep more.
 */
export const isKept: RawBuilder<boolean> = sql<boolean>`
  deliveries.day >= (select log_from from projects where projects.id = deliveries.project_id)`;

type Row = Omit<DeliverySummary, "reason" | "nextAttemptAt"> & { reason: string | null };

/** Rows of these columns as summaries. */
export async function summariesOf<Each extends Row>(
  db: Db,
  rows: readonly Each[],
): Promise<(Each & DeliverySummary)[]> {
  const open = rows.filter(({ status }) => status === "pending" || status === "retrying");
  const due = await postgresQueue(db).nextAttempts(open.map(({ id }) => id));
  return rows.map((row) => ({
    ...row,
    // Deliveries that were cancelled before the status of a webhook had a name.
    reason: (row.reason === "switched-off" ? "paused" : row.reason) as SettledReason | null,
    failure: row.failure === "cancelled" || row.failure === "unsent" ? null : row.failure,
    nextAttemptAt: due.get(row.id) ?? null,
  }));
}

/** Rows that one page looks through at most, for filters that no index knows: 1 µs each, or two. */
const maxScanned = 50_000;
/** Each of these is in the queue. */
const openStatuses: ReadonlySet<DeliveryStatus> = new Set(["pending", "retrying"]);
/** Each of these has a failure, so that the index of failed deliveries holds them all. */
const failedStatuses: ReadonlySet<DeliveryStatus> = new Set(["retrying", "exhausted", "cancelled"]);

/**
 * Deliveries, newest first. A page may be shorter than its limit, or empty, though there are more:
 * a filter that fits little is looked for in so many rows at a time.
 */
export async function listDeliveries(
  db: Db,
  filter: DeliveryFilter,
  page: { limit: number; cursor?: DeliveryId | undefined },
): Promise<DeliveryPage> {
  const { from, to, status, failure, statusCode } = filter;
  const isFailed = failure !== undefined || status?.every((each) => failedStatuses.has(each)) === true;
  const floor = isFailed || isFound(filter) ? null : await floorOf(db, filter, page.cursor);
  let query = selected(db, filter);
  if (floor !== null) query = query.where("id", ">=", floor).where("day", ">=", idDay(floor));
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  if (from) query = query.where("id", ">=", firstIdOf(from)).where("day", ">=", idDay(firstIdOf(from)));
  if (to) query = query.where("id", "<", firstIdOf(to)).where("day", "<=", idDay(firstIdOf(to)));
  if (page.cursor) query = query.where("id", "<", page.cursor).where("day", "<=", idDay(page.cursor));
  if (failure !== undefined) query = query.where(oneOf("failure", failure));
  if (statusCode !== undefined) query = query.where("statusCode", "in", [...statusCode]);
  if (isFailed) query = query.where("failure", "is not", null);
  else if (status?.every((each) => openStatuses.has(each))) query = query.where(isQueued);
  if (!isInOrder(filter)) query = query.orderBy("day", "desc");
  const rows = await query
    .orderBy("id", "desc")
    .limit(page.limit + 1)
    .execute();
  const deliveries = await summariesOf(db, rows.slice(0, page.limit) as Row[]);
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > page.limit && last ? last.id : floor };
}

/** Whether an index leads to the few rows that the filter fits, or every row fits. */
function isFound({ id, eventId, subject, type, status, statusCode }: DeliveryFilter): boolean {
  if (id !== undefined || eventId !== undefined || subject !== undefined) return true;
  if (type !== undefined || statusCode !== undefined) return false;
  return status === undefined || status.every((each) => openStatuses.has(each));
}

/** Whether an index has the rows by id; otherwise only the primary key is in order, by day and id. */
function isInOrder({ projectId, webhookId }: DeliveryFilter): boolean {
  return webhookId?.length === 1 || [projectId ?? []].flat().length === 1;
}

/** The id down to which a page looks, of those of the project or webhook; null: to the end. */
async function floorOf(
  db: Db,
  filter: DeliveryFilter,
  cursor: DeliveryId | undefined,
): Promise<DeliveryId | null> {
  const { projectId, webhookId, from, to } = filter;
  let query = db.selectFrom("deliveries").select("id");
  if (webhookId?.length === 1) query = query.where(oneOf("webhookId", webhookId));
  else if (isInOrder(filter)) query = query.where(oneOf("projectId", [projectId ?? []].flat()));
  if (from) query = query.where("id", ">=", firstIdOf(from)).where("day", ">=", idDay(firstIdOf(from)));
  if (to) query = query.where("id", "<", firstIdOf(to)).where("day", "<=", idDay(firstIdOf(to)));
  if (cursor) query = query.where("id", "<", cursor).where("day", "<=", idDay(cursor));
  if (!isInOrder(filter)) query = query.orderBy("day", "desc");
  const row = await query.orderBy("id", "desc").offset(maxScanned).limit(1).executeTakeFirst();
  return (row?.id as DeliveryId | undefined) ?? null;
}

function selected(db: Db, filter: DeliveryFilter) {
  let query = db.selectFrom("deliveries").select(summaryColumns).where(isKept);
  if (filter.projectId !== undefined) query = query.where(oneOf("projectId", [filter.projectId].flat()));
  for (const column of ["webhookId", "eventId", "type", "subject", "status"] as const) {
    const wanted: readonly string[] | undefined = filter[column];
    if (wanted !== undefined) query = query.where(oneOf(column, wanted));
  }
  if (filter.id !== undefined) {
    const days = [...new Set(filter.id.map(idDay))];
    query = query.where(oneOf("id", filter.id)).where(sql<boolean>`day = any(${days}::date[])`);
  }
  return query;
}

/** The lowest id that a delivery could have at this time. */
export function firstIdOf(time: Date): DeliveryId {
  return firstIdAt("delivery", time.getTime());
}
