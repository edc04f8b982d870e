import {
  type ChangeDeliveryService,
  type NewDeliveryService,
  newId,
  type ProjectId,
} from "@countersign/wire";
import { isUniqueViolation } from "../../db/index.ts";
import type { OperationsDeps } from "../deps.ts";
import { type ExternalKey, externalIdTaken, externalKey, isSameRequest } from "../external-key.ts";
import { done, type Outcome, refused } from "../outcome.ts";
import { type DeliveryService, findDeliveryService } from "./row.ts";

/** Adds a delivery service. */
export async function addDeliveryService(
  deps: Pick<OperationsDeps, "db" | "clock" | "random" | "keyring">,
  projectId: ProjectId,
  input: NewDeliveryService,
): Promise<Outcome<DeliveryService>> {
  const { name, currency, tariff, maxWeight, active } = input;
  const key = await externalKey(deps.keyring, deps.db, projectId, "delivery-service", input);
  const before = await existing(deps, projectId, key);
  if (before !== null) return before;
  const at = new Date(deps.clock());
  try {
    const row = await deps.db
      .insertInto("operationDeliveryServices")
      .values({
        id: newId("deliveryService", deps.clock, deps.random),
        projectId,
        externalId: key.externalId,
        requestMac: key.requestMac,
        name,
        currency,
        tariff,
        maxWeight,
        active,
        createdAt: at,
        updatedAt: at,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return done({ ...row, projectId });
  } catch (error) {
    if (!isUniqueViolation(error, "operation_delivery_services_external")) throw error;
    return (await existing(deps, projectId, key)) ?? externalIdTaken();
  }
}

/** Changes a delivery service; its currency can't be changed, since its prices are in it. */
export async function changeDeliveryService(
  deps: Pick<OperationsDeps, "db" | "clock">,
  projectId: ProjectId,
  id: string,
  input: ChangeDeliveryService,
): Promise<Outcome<DeliveryService>> {
  const { version, name, tariff, maxWeight, active } = input;
  const service = await findDeliveryService(deps.db, projectId, { id });
  if (service === null) return refused("not_found");
  if (version !== undefined && version !== service.version) return refused("conflict", { field: "version" });
  const row = await deps.db
    .updateTable("operationDeliveryServices")
    .set({
      ...(name !== undefined && { name }),
      ...(tariff !== undefined && { tariff }),
      ...(maxWeight !== undefined && { maxWeight }),
      ...(active !== undefined && { active }),
      version: service.version + 1,
      updatedAt: new Date(deps.clock()),
    })
    .where("id", "=", id)
    .where("version", "=", service.version)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? refused("conflict") : done({ ...row, projectId });
}

/** The result of an earlier identical creation; null if this is the first. */
async function existing(
  deps: Pick<OperationsDeps, "db">,
  projectId: ProjectId,
  key: ExternalKey,
): Promise<Outcome<DeliveryService> | null> {
  if (key.externalId === null) return null;
  const service = await findDeliveryService(deps.db, projectId, { externalId: key.externalId });
  if (service === null) return null;
  return isSameRequest(key, service) ? done(service, undefined, true) : externalIdTaken();
}
