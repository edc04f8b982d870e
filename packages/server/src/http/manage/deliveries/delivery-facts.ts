import { type DeliveryId, type EventId, idDay, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { anyOf, type Db } from "../../../db/index.ts";

/** Whether any of these deliveries, none of them named twice, is unknown or another project's. */
export async function foreignDeliveries(
  db: Db,
  ids: readonly DeliveryId[],
  own: ProjectId,
): Promise<boolean> {
  const { known } = await db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.countAll<string>().as("known"))
    .where("day", "=", anyDayOf(ids))
    .where("id", "=", anyOf(ids))
    .where("projectId", "=", own)
    .executeTakeFirstOrThrow();
  return Number(known) !== ids.length;
}

/** The same of events. */
export async function foreignEvents(db: Db, ids: readonly EventId[], own: ProjectId): Promise<boolean> {
  const { known } = await db
    .selectFrom("events")
    .select(({ fn }) => fn.countAll<string>().as("known"))
    .where("day", "=", anyDayOf(ids))
    .where("id", "=", anyOf(ids))
    .where("projectId", "=", own)
    .executeTakeFirstOrThrow();
  return Number(known) !== ids.length;
}

function anyDayOf(ids: readonly (DeliveryId | EventId)[]) {
  return sql<string>`any(${[...new Set(ids.map((id) => idDay(id)))]}::date[])`;
}
