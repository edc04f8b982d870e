import type { DeliveryServiceView, ProjectId, Tariff } from "@countersign/wire";
import type { Db } from "../../db/index.ts";

/** A way of delivering orders, with its prices. Holds nothing personal. */
export interface DeliveryService {
  id: string;
  projectId: ProjectId;
  externalId: string | null;
  requestMac: Buffer | null;
  name: string;
  currency: string;
  tariff: Tariff;
  /** Grams. */
  maxWeight: number | null;
  active: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** One service of the project, active or not; null if there is none. */
export async function findDeliveryService(
  db: Db,
  projectId: ProjectId,
  by: { id: string } | { externalId: string },
): Promise<DeliveryService | null> {
  const query = db.selectFrom("operationDeliveryServices").selectAll().where("projectId", "=", projectId);
  const row = await ("id" in by
    ? query.where("id", "=", by.id)
    : query.where("externalId", "=", by.externalId)
  ).executeTakeFirst();
  return row === undefined ? null : { ...row, projectId };
}

/** All of the project's services, oldest first. */
export async function listDeliveryServices(db: Db, projectId: ProjectId): Promise<DeliveryService[]> {
  const rows = await db
    .selectFrom("operationDeliveryServices")
    .selectAll()
    .where("projectId", "=", projectId)
    .orderBy("id")
    .limit(1000)
    .execute();
  return rows.map((row) => ({ ...row, projectId }));
}

export function deliveryServiceView(service: DeliveryService): DeliveryServiceView {
  const { id, externalId, name, currency, tariff, maxWeight, active, version, createdAt, updatedAt } =
    service;
  return {
    id,
    externalId,
    name,
    currency,
    tariff,
    maxWeight,
    active,
    version,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
