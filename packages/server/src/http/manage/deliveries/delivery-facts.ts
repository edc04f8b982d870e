import { type DeliveryId, idDay, type ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { anyOf, type Db } from "../../../db/index.ts";

/** Whether any of these deliveries is unknown or, where `own` is given, another project's. */
export async function foreignDeliveries(db: Db, ids: DeliveryId[], own: ProjectId | null): Promise<boolean> {
  const distinct = [...new Set(ids)];
  let rows = db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.countAll<string>().as("known"))
    .where("day", "=", sql<string>`any(${[...new Set(distinct.map((id) => idDay(id)))]}::date[])`)
    .where("id", "=", anyOf(distinct));
  if (own !== null) rows = rows.where("projectId", "=", own);
  const { known } = await rows.executeTakeFirstOrThrow();
  return Number(known) !== distinct.length;
}
