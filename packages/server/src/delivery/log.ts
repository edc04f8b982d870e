import {
  type DeliveryId,
  type DeliveryStatus,
  type EventId,
  idDay,
  newId,
  type ProjectId,
  type WebhookId,
} from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { bodyContext } from "../events/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { unsealAnswer } from "./sealed-answer.ts";

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
  attempts: number;
  createdAt: Date;
  settledAt: Date | null;
}

/** One request that was made for a delivery. What was sealed is null once the subject is erased. */
interface AttemptRecord {
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
  /** Milliseconds by phase. */
  timings: Record<string, number> | null;
}

export interface DeliveryDetails extends DeliverySummary {
  contentType: string;
  /** What was sent; null once the subject is erased. */
  body: string | null;
  /** The first attempt first. */
  log: AttemptRecord[];
}

export interface DeliveryPage {
  deliveries: DeliverySummary[];
  /** Give it back to get the next page; null on the last one. */
  nextCursor: DeliveryId | null;
}

const summaryColumns = [
  "deliveries.id",
  "deliveries.eventId",
  "deliveries.webhookId",
  "deliveries.projectId",
  "deliveries.type",
  "deliveries.subject",
  "deliveries.sequence",
  "deliveries.status",
  "deliveries.attempts",
  "deliveries.createdAt",
  "deliveries.settledAt",
] as const;

/** Deliveries, the newest first. */
export async function listDeliveries(
  db: Db,
  filter: DeliveryFilter,
  page: { limit: number; cursor?: DeliveryId | undefined },
): Promise<DeliveryPage> {
  let query = db.selectFrom("deliveries").select(summaryColumns);
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

/**
 * One delivery with what was sent and answered, unsealed; null if there is none. It may hold personal data: the
 * caller leaves an audit record of the look.
 */
export async function findDelivery(
  deps: { db: Db; keyring: Pick<Keyring, "key"> },
  id: DeliveryId,
): Promise<DeliveryDetails | null> {
  const found = await deps.db
    .selectFrom("deliveries")
    .innerJoin("messages", (join) =>
      join
        .onRef("messages.day", "=", "deliveries.eventDay")
        .onRef("messages.eventId", "=", "deliveries.eventId")
        .onRef("messages.encoding", "=", "deliveries.encoding"),
    )
    .select([
      ...summaryColumns,
      "messages.keyId",
      "messages.encoding",
      "messages.contentType",
      "messages.bodySealed",
    ])
    .where("deliveries.day", "=", idDay(id))
    .where("deliveries.id", "=", id)
    .executeTakeFirst();
  if (!found) return null;
  const { keyId, encoding, bodySealed, ...rest } = found;
  const summary = rest as Omit<typeof rest, keyof DeliverySummary> & DeliverySummary;
  const key = await deps.keyring.key(deps.db, keyId);
  const attempts = await deps.db
    .selectFrom("attempts")
    .selectAll()
    .where("deliveryId", "=", id)
    .where("day", ">=", idDay(id))
    .orderBy("number")
    .execute();
  return {
    ...summary,
    body: key ? key.unseal(bodySealed, bodyContext(summary.eventId, encoding)).toString("utf8") : null,
    log: attempts.map((row) => ({
      number: row.number,
      resend: row.resend,
      startedAt: row.startedAt,
      durationMs: row.durationMs,
      outcome: row.outcome,
      statusCode: row.statusCode,
      dialled: row.dialled,
      requestHeaders: row.requestHeaders,
      ...unsealAnswer(key, id, row.number, row),
      timings: row.timings,
    })),
  };
}

/** The lowest id that could have been made at this time. */
function firstIdOf(time: Date): DeliveryId {
  return newId(
    "delivery",
    () => time.getTime(),
    (bytes) => new Uint8Array(bytes),
  );
}
