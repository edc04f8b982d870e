import { type FieldProblem, type OrderFields, orderTotal, type ProjectId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { findDeliveryService } from "../delivery-services/row.ts";

/** The problem of an order's sums; null if they are valid. */
export function sumProblem(
  order: Pick<OrderFields, "items" | "discount" | "deliveryPrice">,
): FieldProblem | null {
  if (orderTotal(order) !== null) return null;
  return { field: "discount", problem: "exceeds the price of the goods, or the total is too large" };
}

/**
 * The problem of an order's delivery service; null if it has none or an active one of the project.
 */
export async function serviceProblem(
  db: Db,
  projectId: ProjectId,
  deliveryServiceId: string | null,
): Promise<FieldProblem | null> {
  if (deliveryServiceId === null) return null;
  const service = await findDeliveryService(db, projectId, { id: deliveryServiceId });
  if (service === null)
    return { field: "deliveryServiceId", problem: "is not a delivery service of this project" };
  return service.active ? null : { field: "deliveryServiceId", problem: "is a disabled delivery service" };
}
