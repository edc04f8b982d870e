import type { DeliveryFields, FieldProblem } from "@countersign/wire";
import type { DeliveryService } from "./row.ts";

/** A calculated price in minor units, and what it is made of before the minimum and the freedom. */
export interface DeliveryPrice {
  price: number;
  parts: { base: number; weight: number; distance: number };
  /** Whether the order's sum makes the delivery free. */
  free: boolean;
}

/** What of the request the service can't deliver, or can't price; null where it can. */
export function deliveryProblem(
  service: Pick<DeliveryService, "currency" | "maxWeight" | "tariff">,
  request: DeliveryFields,
): FieldProblem | null {
  if (request.currency !== service.currency)
    return { field: "currency", problem: "must be the delivery service's" };
  if (service.maxWeight !== null && request.weight > service.maxWeight)
    return { field: "weight", problem: "is more than the delivery service takes" };
  if (service.tariff.perKilometre > 0 && request.distance === null)
    return { field: "distance", problem: "is required: the delivery service's price depends on it" };
  const { weight, distance } = partsOf(service, request);
  return Number.isSafeInteger(service.tariff.base + weight + distance)
    ? null
    : { field: "weight", problem: "makes a price that can't be counted" };
}

/** Prices a delivery that has no problem: a base, each kilogram and each kilometre begun, at least the minimum. */
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
