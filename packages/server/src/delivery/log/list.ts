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
import { type Db, inRow, maxScanned, oneOf } from "../../db/index.ts";
import { newestQueued, postgresQueue } from "../queue/index.ts";

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

type Row = Omit<DeliverySummary, "reason" | "nextAttemptAt"> & {
  reason: SettledReason | "switched-off" | null;
};

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
    reason: row.reason === "switched-off" ? "paused" : row.reason,
    failure: row.failure === "cancelled" || row.failure === "unsent" ? null : row.failure,
    nextAttemptAt: due.get(row.id) ?? null,
  }));
}

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
  const { type, status, failure, statusCode } = filter;
  const lead = leadOf(filter);
  if (isWaiting(filter, lead)) return listWaiting(db, filter, page);
  const floor = isBounded(filter, lead) ? await floorOf(db, filter, lead, page.cursor) : null;
  let query = within(db, filter, lead, page.cursor).select(summaryColumns).where(isKept);
  if (floor !== null) query = query.where("id", ">=", floor).where("day", ">=", idDay(floor));
  for (const column of filteredColumns) {
    const wanted = valuesOf(filter[column]);
    if (wanted === undefined || lead === column) continue;
    query = query.where(lead === null ? oneOf(column, wanted) : inRow(column, wanted));
  }
  if (type !== undefined) query = query.where(oneOf("type", type));
  if (status !== undefined) query = query.where(oneOf("status", status));
  if (failure !== undefined) query = query.where(oneOf("failure", failure));
  if (statusCode !== undefined) query = query.where("statusCode", "in", [...statusCode]);
  const rows = await query.limit(page.limit + 1).execute();
  const deliveries = await summariesOf(db, rows.slice(0, page.limit));
  const last = deliveries.at(-1);
  return { deliveries, nextCursor: rows.length > page.limit && last ? last.id : floor };
}

/** Waiting deliveries that one page looks for in the log: 5 µs each. */
const maxWaiting = 5_000;

/** Deliveries that are all in the queue, which has few of them, or a backlog of millions. */
async function listWaiting(
  db: Db,
  filter: DeliveryFilter,
  page: { limit: number; cursor?: DeliveryId | undefined },
): Promise<DeliveryPage> {
  const { webhookId, from, to } = filter;
  const ends = [page.cursor, to && firstIdOf(to)].filter((each) => each !== undefined).sort();
  const id = await newestQueued(db, { webhookId, from: from && firstIdOf(from), below: ends[0] }, maxWaiting);
  const found = await listDeliveries(db, { ...filter, id }, page);
  return { ...found, nextCursor: found.nextCursor ?? (id.length < maxWaiting ? null : (id.at(-1) ?? null)) };
}

const filteredColumns = ["id", "eventId", "subject", "webhookId", "projectId"] as const;
/** The column whose index leads to a page's rows, in the order of their ids; null: the planner chooses. */
type Lead = (typeof filteredColumns)[number] | null;

function leadOf(filter: DeliveryFilter): Lead {
  const few = (["id", "eventId", "subject"] as const).find((column) => filter[column] !== undefined);
  if (few !== undefined) return few;
  // Failed deliveries have an index by project.
  const order = isFailed(filter)
    ? (["projectId", "webhookId"] as const)
    : (["webhookId", "projectId"] as const);
  return order.find((column) => hasOne(filter[column])) ?? null;
}

/** Whether the filter fits failed deliveries alone, which have an index of their own in each project. */
function isFailed({ status, failure, statusCode }: DeliveryFilter): boolean {
  if (failure !== undefined || statusCode?.every((each) => each < 200 || each > 299)) return true;
  return status?.every((each) => failedStatuses.has(each)) === true;
}

/** Whether the queue has all that fit, and leads to them. */
function isWaiting({ status }: DeliveryFilter, lead: Lead): boolean {
  if (lead === "id" || lead === "eventId" || lead === "subject") return false;
  return status?.every((each) => openStatuses.has(each)) === true;
}

/** Whether a page must not look through all rows that its index leads to, since few of them may fit. */
function isBounded({ webhookId, type, status, failure, statusCode }: DeliveryFilter, lead: Lead): boolean {
  if (lead === "id" || lead === "eventId" || lead === "subject") return false;
  if (type !== undefined || failure !== undefined || statusCode !== undefined) return true;
  return status !== undefined || (lead === "projectId" && webhookId !== undefined);
}

/** The id down to which a page looks; null: to the end. */
async function floorOf(
  db: Db,
  filter: DeliveryFilter,
  lead: Lead,
  cursor: DeliveryId | undefined,
): Promise<DeliveryId | null> {
  const query = within(db, filter, lead, cursor).select("id").offset(maxScanned);
  const row = await query.limit(1).executeTakeFirst();
  return row?.id ?? null;
}

/** What the leading index and the time have, newest first, older than the cursor. */
function within(db: Db, filter: DeliveryFilter, lead: Lead, cursor: DeliveryId | undefined) {
  const { id, from, to } = filter;
  let query = db.selectFrom("deliveries");
  const wanted = lead && valuesOf(filter[lead]);
  if (lead && wanted) query = query.where(oneOf(lead, wanted));
  if (id !== undefined) query = query.where(sql<boolean>`day = any(${[...new Set(id.map(idDay))]}::date[])`);
  if (isFailed(filter)) query = query.where("failure", "is not", null);
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  if (from) query = query.where("id", ">=", firstIdOf(from)).where("day", ">=", idDay(firstIdOf(from)));
  if (to) query = query.where("id", "<", firstIdOf(to)).where("day", "<=", idDay(firstIdOf(to)));
  if (cursor) query = query.where("id", "<", cursor).where("day", "<=", idDay(cursor));
  // Only the primary key has the rows of several, by day and id.
  if (lead === null || !hasOne(filter[lead])) query = query.orderBy("day", "desc");
  return query.orderBy("id", "desc");
}

function valuesOf(filter: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof filter === "string" ? [filter] : filter;
}

function hasOne(filter: string | readonly string[] | undefined): boolean {
  return valuesOf(filter)?.length === 1;
}

/** The lowest id that a delivery could have at this time. */
export function firstIdOf(time: Date): DeliveryId {
  return firstIdAt("delivery", time.getTime());
}
