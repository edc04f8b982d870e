import { type EventId, firstIdAt, idDay, isId, type JsonValue, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inRow, maxScanned, oneOf } from "../db/index.ts";
import type { Keyring, SealingKey } from "../sealing/index.ts";
import { bodyContext, payloadContext } from "./sealing-contexts.ts";

/** A recorded event without its payload. */
export interface EventSummary {
  id: EventId;
  projectId: ProjectId;
  type: string;
  subject: string | null;
  sequence: number | null;
  occurredAt: Date;
}

const columns = ["id", "projectId", "type", "subject", "sequence", "occurredAt"] as const;

/** Whether the event's project still keeps it in its log; its partition may exist longer. */
const isKept = sql<boolean>`
  events.day >= (select log_from from projects where projects.id = events.project_id)`;

/** Whether the event's project still shows its payload; its key exists some days longer. */
const isShown = sql<boolean>`
  events.day >= (select payloads_from from projects where projects.id = events.project_id)`;

/** Which events to list: any of the values of each filter; absent, all. Recorded in `[from, to)`. */
export interface EventFilter {
  projectId?: ProjectId | readonly ProjectId[] | undefined;
  id?: readonly string[] | undefined;
  type?: readonly string[] | undefined;
  subject?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface EventPage {
  events: EventSummary[];
  /** Pass it to get the next page; null on the last one. */
  nextCursor: EventId | null;
}

/**
 * Events, newest first. A page may be shorter than its limit, or empty, though there are more: a
 * type that is rare is looked for in so many rows at a time.
 */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { limit: number; before?: EventId | undefined },
): Promise<EventPage> {
  const { type, projectId } = filter;
  const lead = leadOf(filter);
  const isBounded = type !== undefined && lead !== "id" && lead !== "subject";
  const floor = isBounded ? await floorOf(db, filter, lead, page.before) : null;
  let query = within(db, filter, lead, page.before).select(columns).where(isKept);
  if (type !== undefined) query = query.where(oneOf("type", type));
  if (projectId !== undefined && lead !== "projectId") {
    const projects = [projectId].flat();
    query = query.where(lead === null ? oneOf("projectId", projects) : inRow("projectId", projects));
  }
  if (lead === "id" && filter.subject !== undefined) query = query.where(inRow("subject", filter.subject));
  if (floor !== null) query = query.where("id", ">=", floor).where("day", ">=", idDay(floor));
  const rows = (await query.limit(page.limit + 1).execute()) as EventSummary[];
  const events = rows.slice(0, page.limit);
  const last = events.at(-1);
  return { events, nextCursor: rows.length > page.limit && last ? last.id : floor };
}

/** The column whose index leads to a page's rows, in the order of their ids; null: the planner chooses. */
type Lead = "id" | "subject" | "projectId" | null;

function leadOf({ id, subject, projectId }: EventFilter): Lead {
  if (id !== undefined) return "id";
  if (subject !== undefined) return "subject";
  return projectId !== undefined && [projectId].flat().length === 1 ? "projectId" : null;
}

/** The id down to which a page looks; null: to the end. */
async function floorOf(
  db: Db,
  filter: EventFilter,
  lead: Lead,
  before: EventId | undefined,
): Promise<EventId | null> {
  const query = within(db, filter, lead, before).select("id").offset(maxScanned);
  return (await query.limit(1).executeTakeFirst())?.id ?? null;
}

/** What the leading index and the time have, newest first, older than `before`. */
function within(db: Db, filter: EventFilter, lead: Lead, before: EventId | undefined) {
  const { from, to } = filter;
  const wanted = lead === null ? null : [filter[lead] ?? []].flat().filter((each) => isWhole(lead, each));
  let query = db.selectFrom("events");
  if (lead !== null && wanted !== null) query = query.where(oneOf(lead, wanted));
  if (lead === "id" && wanted !== null) {
    const days = [...new Set(wanted.map((each) => idDay(each as EventId)))];
    query = query.where(sql<boolean>`day = any(${days}::date[])`);
  }
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  const first = from && firstIdAt("event", from.getTime());
  const end = to && firstIdAt("event", to.getTime());
  if (first !== undefined) query = query.where("id", ">=", first).where("day", ">=", idDay(first));
  if (end !== undefined) query = query.where("id", "<", end).where("day", "<=", idDay(end));
  if (before !== undefined) query = query.where("id", "<", before).where("day", "<=", idDay(before));
  // Only the primary key has the rows of several, by day and id.
  if (wanted?.length !== 1) query = query.orderBy("day", "desc");
  return query.orderBy("id", "desc");
}

/** Whether a value may be in the column: ids that no event can have are none. */
function isWhole(lead: Lead, value: string): boolean {
  return lead !== "id" || isId("event", value);
}

/** One event without its payload, or null. */
export async function findEvent(db: Db, id: string): Promise<EventSummary | null> {
  if (!isId("event", id)) return null;
  const row = await db
    .selectFrom("events")
    .select(columns)
    .where("day", "=", idDay(id))
    .where("id", "=", id)
    .where(isKept)
    .executeTakeFirst();
  return (row as EventSummary | undefined) ?? null;
}

/**
 * An event's payload, unsealed, or the reason why it is unavailable: its subject was erased, or it
 * has expired. The caller writes the audit record.
 */
export async function eventPayload(
  deps: { db: Db; keyring: Pick<Keyring, "payloadKeys"> },
  id: EventId,
): Promise<{ payload: JsonValue; withheld: null } | { payload: null; withheld: "erased" | "expired" }> {
  const row = await deps.db
    .selectFrom("events")
    .select(["keyId", "payloadSealed", isShown.as("isShown")])
    .where("day", "=", idDay(id))
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const keys = await deps.keyring.payloadKeys(deps.db, row.keyId);
  if (keys === null || row.payloadSealed?.length === 0) return { payload: null, withheld: "erased" };
  const key = row.isShown ? keys.on(idDay(id)) : null;
  const bytes = key && (await payloadBytes(deps.db, id, key, row.payloadSealed));
  if (bytes === null) return { payload: null, withheld: "expired" };
  return { payload: JSON.parse(bytes.toString("utf8")) as JsonValue, withheld: null };
}

/** From the event's own row, or from the message that contains it; null once that has expired. */
async function payloadBytes(
  db: Db,
  id: EventId,
  key: SealingKey,
  payloadSealed: Buffer | null,
): Promise<Buffer | null> {
  if (payloadSealed !== null) return key.unseal(payloadSealed, payloadContext(id));
  const message = await db
    .selectFrom("messages")
    .select(["encoding", "bodySealed", "beforePayload", "afterPayload"])
    .where("day", "=", idDay(id))
    .where("eventId", "=", id)
    .where("beforePayload", "is not", null)
    .limit(1)
    .executeTakeFirst();
  if (message === undefined || message.bodySealed.length === 0) return null;
  const body = key.unseal(message.bodySealed, bodyContext(id, message.encoding));
  return body.subarray(message.beforePayload ?? 0, body.length - (message.afterPayload ?? 0));
}
