import { type DeliveryId, idDay, type ProjectId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";

/** Whether any of these deliveries is unknown or, where `own` is given, another project's. */
export async function foreignDeliveries(db: Db, ids: DeliveryId[], own: ProjectId | null): Promise<boolean> {
  const distinct = [...new Set(ids)];
  let rows = db
    .selectFrom("deliveries")
    .select(({ fn }) => fn.countAll<string>().as("known"))
    .where("day", "in", [...new Set(distinct.map((id) => idDay(id)))])
    .where("id", "in", distinct);
  if (own !== null) rows = rows.where("projectId", "=", own);
  const { known } = await rows.executeTakeFirstOrThrow();
  return Number(known) !== distinct.length;
}
