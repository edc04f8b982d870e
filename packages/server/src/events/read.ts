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

/** A page of events, newest first: at most `limit`, older than the event `before`. */
export async function listEvents(
  db: Db,
  query: {
    projectId?: ProjectId | readonly ProjectId[] | undefined;
    id?: readonly string[] | undefined;
    type?: readonly string[] | undefined;
    subject?: readonly string[] | undefined;
    from?: Date | undefined;
    to?: Date | undefined;
    before?: EventId | undefined;
    limit: number;
  },
): Promise<EventSummary[]> {
  let rows = db.selectFrom("events").select(columns).where(isKept).orderBy("id", "desc").limit(query.limit);
  if (query.projectId !== undefined) rows = rows.where(oneOf("projectId", [query.projectId].flat()));
  for (const column of ["id", "type", "subject"] as const) {
    const wanted = query[column];
    if (wanted !== undefined) rows = rows.where(oneOf(column, wanted));
  }
  // Ids contain their time: bounds on the id use the same index as the order, those on the day
  // exclude partitions.
  const { from, to, before } = query;
  const first = from && firstIdAt("event", from.getTime());
  const end = to && firstIdAt("event", to.getTime());
  if (first !== undefined) rows = rows.where("id", ">=", first).where("day", ">=", idDay(first));
  if (end !== undefined) rows = rows.where("id", "<", end).where("day", "<=", idDay(end));
  if (before !== undefined) rows = rows.where("id", "<", before);
  return (await rows.execute()) as EventSummary[];
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
