import { type FieldProblem, type OrderFields, orderTotal, type ProjectId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { findDeliveryService } from "../delivery-services/row.ts";

/** What is wrong with an order's sums; null where they can be counted. */
export function sumProblem(
  order: Pick<OrderFields, "items" | "discount" | "deliveryPrice">,
): FieldProblem | null {
  if (orderTotal(order) !== null) return null;
  return { field: "discount", problem: "exceeds the goods, or the sum is too large to be counted" };
}

/** What is wrong with the delivery service that an order names; null where it names none or one of the project's. */
export async function serviceProblem(
  db: Db,
  projectId: ProjectId,
  deliveryServiceId: string | null,
): Promise<FieldProblem | null> {
  if (deliveryServiceId === null) return null;
  const service = await findDeliveryService(db, projectId, { id: deliveryServiceId });
  if (service === null) return { field: "deliveryServiceId", problem: "names no delivery service" };
  return service.active ? null : { field: "deliveryServiceId", problem: "names a service that is off" };
}
