import { type DeliveryId, type EventId, idDay, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { anyOf, type Db } from "../../../db/index.ts";

/** Whether any of these deliveries, none of them named twice, is unknown or another project's. */
export function foreignDeliveries(db: Db, ids: readonly DeliveryId[], own: ProjectId): Promise<boolean> {
  return hasForeign(db, "deliveries", ids, own);
}

/** The same of events. */
export function foreignEvents(db: Db, ids: readonly EventId[], own: ProjectId): Promise<boolean> {
  return hasForeign(db, "events", ids, own);
}

async function hasForeign(
  db: Db,
  table: "deliveries" | "events",
  ids: readonly (DeliveryId | EventId)[],
  own: ProjectId,
): Promise<boolean> {
  const days = [...new Set(ids.map((id) => idDay(id)))];
  const { rows } = await sql<{ known: number }>`
    select count(*)::integer as known from ${sql.table(table)}
    where day = any(${days}::date[]) and id = ${anyOf(ids)} and project_id = ${own}`.execute(db);
  return rows[0]?.known !== ids.length;
}
