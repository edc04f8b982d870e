import { type DeliveryFields, deliveryFieldsSchema, type ProjectId } from "@countersign/wire";
import * as z from "zod";
import { askHooks } from "../ask-hooks.ts";
import type { OperationsDeps } from "../deps.ts";
import { done, type Outcome, refused, refusedField } from "../outcome.ts";
import { type DeliveryService, findDeliveryService } from "./row.ts";
import { type DeliveryPrice, deliveryPrice, deliveryProblem } from "./tariff.ts";

/** A delivery's price; without parts if it is the fallback configured for a failing hook. */
export interface Calculation {
  service: DeliveryService;
  price: DeliveryPrice | { price: number; parts: null; free: false };
}

const payloadSchema = z.strictObject({ id: z.string(), request: deliveryFieldsSchema });

/**
 * Calculates a delivery's price; calls the hooks of `before_delivery_service_calculate` first.
 * Writes nothing.
 */
export async function calculateDelivery(
  deps: OperationsDeps,
  projectId: ProjectId,
  id: string,
  request: DeliveryFields,
): Promise<Outcome<Calculation>> {
  const service = await findDeliveryService(deps.db, projectId, { id });
  if (service === null || !service.active) return refused("not_found");
  const problem = deliveryProblem(service, request);
  if (problem !== null) return refusedField(problem.field, problem.problem);
  const asked = await askHooks(deps, {
    projectId,
    event: "before_delivery_service_calculate",
    payload: { id, request },
    subject: id,
    keyId: projectId,
    schema: payloadSchema,
    fixed: ["id"],
    check: (changed) => {
      const wrong = deliveryProblem(service, changed.request);
      return wrong && { ...wrong, field: `request.${wrong.field}` };
    },
  });
  if (asked.kind === "refused") return asked;
  const price =
    asked.fallback === null
      ? deliveryPrice(service, asked.payload.request)
      : ({ price: asked.fallback, parts: null, free: false } as const);
  return done({ service, price }, asked);
}
