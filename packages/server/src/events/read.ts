import { type EventId, firstIdAt, idDay, isId, type JsonValue, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, oneOf } from "../db/index.ts";
import type { Keyring } from "../sealing/index.ts";
import { payloadContext } from "./sealing-contexts.ts";

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

/** Rows that one page looks through at most for a type, which no index knows. */
const maxScanned = 50_000;

/**
 * Events, newest first. A page may be shorter than its limit, or empty, though there are more: a
 * type that is rare is looked for in so many rows at a time.
 */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { limit: number; before?: EventId | undefined },
): Promise<EventPage> {
  const { id, type, subject } = filter;
  const isFound = type === undefined || id !== undefined || subject !== undefined;
  const floor = isFound ? null : await floorOf(db, filter, page.before);
  let query = within(db, filter, page.before).select(columns).where(isKept);
  for (const column of ["type", "subject"] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) query = query.where(oneOf(column, wanted));
  }
  if (id !== undefined) {
    const ids = id.filter((each): each is EventId => isId("event", each));
    const days = [...new Set(ids.map(idDay))];
    query = query.where(oneOf("id", ids)).where(sql<boolean>`day = any(${days}::date[])`);
  }
  if (floor !== null) query = query.where("id", ">=", floor).where("day", ">=", idDay(floor));
  const rows = (await query.limit(page.limit + 1).execute()) as EventSummary[];
  const events = rows.slice(0, page.limit);
  const last = events.at(-1);
  return { events, nextCursor: rows.length > page.limit && last ? last.id : floor };
}

/** The id down to which a page looks; null: to the end. */
async function floorOf(db: Db, filter: EventFilter, before: EventId | undefined): Promise<EventId | null> {
  const row = await within(db, filter, before).select("id").offset(maxScanned).limit(1).executeTakeFirst();
  return row?.id ?? null;
}

/** The events of the projects and the time, newest first, older than `before`. */
function within(db: Db, { projectId, from, to }: EventFilter, before: EventId | undefined) {
  const projects = projectId === undefined ? null : [projectId].flat();
  let query = db.selectFrom("events");
  if (projects !== null) query = query.where(oneOf("projectId", projects));
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  const first = from && firstIdAt("event", from.getTime());
  const end = to && firstIdAt("event", to.getTime());
  if (first !== undefined) query = query.where("id", ">=", first).where("day", ">=", idDay(first));
  if (end !== undefined) query = query.where("id", "<", end).where("day", "<=", idDay(end));
  if (before !== undefined) query = query.where("id", "<", before).where("day", "<=", idDay(before));
  // One project's index has its rows by id; otherwise only the primary key is in order, by day and id.
  if (projects?.length !== 1) query = query.orderBy("day", "desc");
  return query.orderBy("id", "desc");
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
 * An event's payload, unsealed, or the reason why it is gone: its subject was erased, or it has
 * expired. The caller writes the audit record.
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
  if (keys === null || row.payloadSealed.length === 0) return { payload: null, withheld: "erased" };
  const key = row.isShown ? keys.on(idDay(id)) : null;
  if (key === null) return { payload: null, withheld: "expired" };
  const text = key.unseal(row.payloadSealed, payloadContext(id)).toString("utf8");
  return { payload: JSON.parse(text) as JsonValue, withheld: null };
}
