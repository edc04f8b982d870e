import type { DeliveryFields, FieldProblem } from "@countersign/wire";
import type { DeliveryService } from "./row.ts";

/** A calculated price in minor units, and its parts before the minimum and free delivery apply. */
export interface DeliveryPrice {
  price: number;
  parts: { base: number; weight: number; distance: number };
  /** Whether delivery is free because of the order's total. */
  free: boolean;
}

/** Why the service can't deliver or price this; null if it can. */
export function deliveryProblem(
  service: Pick<DeliveryService, "currency" | "maxWeight" | "tariff">,
  request: DeliveryFields,
): FieldProblem | null {
  if (request.currency !== service.currency)
    return { field: "currency", problem: "must be the delivery service's currency" };
  if (service.maxWeight !== null && request.weight > service.maxWeight)
    return { field: "weight", problem: "exceeds the delivery service's maximum" };
  if (service.tariff.perKilometre > 0 && request.distance === null)
    return { field: "distance", problem: "is required: the delivery service's price depends on it" };
  const { weight, distance } = partsOf(service, request);
  return Number.isSafeInteger(service.tariff.base + weight + distance)
    ? null
    : { field: "weight", problem: "makes the price too large" };
}

/**
 * The price of a valid delivery: a base, plus each started kilogram and kilometre, at least the
 * minimum.
 */
export function deliveryPrice(
  service: Pick<DeliveryService, "tariff">,
  request: DeliveryFields,
): DeliveryPrice {
  const { minimum, freeFrom } = service.tariff;
  const parts = partsOf(service, request);
  const free = freeFrom !== null && request.orderSum >= freeFrom;
  const full = Math.max(minimum, parts.base + parts.weight + parts.distance);
  return { price: free ? 0 : full, parts, free };
}

function partsOf({ tariff }: Pick<DeliveryService, "tariff">, { weight, distance }: DeliveryFields) {
  return {
    base: tariff.base,
    weight: Math.ceil(weight / 1000) * tariff.perKilogram,
    distance: Math.ceil((distance ?? 0) / 1000) * tariff.perKilometre,
  };
}
