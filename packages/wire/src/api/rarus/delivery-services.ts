import * as z from "zod";
import { rarusDeliveryRequestSchema, rarusDestinationSchema } from "../../catalog/rarus/schemas.ts";
import { timeSchema } from "../fields.ts";
import {
  currencySchema,
  externalIdSchema,
  moneySchema,
  titleSchema,
  versionSchema,
  warningsSchema,
} from "./fields.ts";

/** How a service prices a delivery; money in the service's currency. */
export const tariffSchema = z.strictObject({
  base: moneySchema.describe("Price of any parcel, in minor units."),
  perKilogram: moneySchema.default(0).describe("for each kilogram begun"),
  perKilometre: moneySchema.default(0).describe("for each kilometre begun"),
  minimum: moneySchema.default(0).describe("what a delivery costs at least"),
  freeFrom: moneySchema.nullable().default(null).describe("an order's sum from which delivery is free"),
});
export type Tariff = z.output<typeof tariffSchema>;

const maxWeight = z.int().min(1).nullable().describe("grams; null: any weight");

/** Body of `POST /organization/delivery_service/new`. */
export const newDeliveryServiceSchema = z.strictObject({
  externalId: externalIdSchema.optional(),
  name: titleSchema.describe("The service's name."),
  currency: currencySchema,
  tariff: tariffSchema.describe("How it prices a delivery."),
  maxWeight: maxWeight.default(null),
  active: z.boolean().default(true).describe("Whether it can be chosen."),
});
export type NewDeliveryService = z.output<typeof newDeliveryServiceSchema>;

/**
 * Body of `POST /organization/delivery_service/{id}`: absent members stay; a tariff is replaced as
 * a whole.
 */
export const changeDeliveryServiceSchema = z.strictObject({
  name: titleSchema.optional().describe("The service's name."),
  tariff: tariffSchema.optional().describe("How it prices a delivery."),
  maxWeight: maxWeight.optional(),
  active: z.boolean().optional().describe("Whether it can be chosen."),
  version: versionSchema.optional(),
});
export type ChangeDeliveryService = z.output<typeof changeDeliveryServiceSchema>;

export const deliveryServiceSchema = z.strictObject({
  id: z.string().describe("The delivery service."),
  externalId: z.string().nullable().describe("The caller's own key, where one was given."),
  name: z.string().describe("The service's name."),
  currency: z.string().describe("Currency of the prices, ISO 4217."),
  tariff: tariffSchema.describe("How it prices a delivery."),
  maxWeight: z.int().nullable().describe("Grams; null: any weight."),
  active: z.boolean().describe("Whether it can be chosen."),
  version: z.int().describe("Counts the changes; see `version` of the change."),
  createdAt: timeSchema.describe("When it was added."),
  updatedAt: timeSchema.describe("When it was last changed."),
});
export type DeliveryServiceView = z.output<typeof deliveryServiceSchema>;
export const deliveryServiceResponseSchema = z.strictObject({
  deliveryService: deliveryServiceSchema.describe("The delivery service."),
});
export const deliveryServiceListSchema = z.strictObject({
  data: z.array(deliveryServiceSchema).describe("Every delivery service of the project."),
});

/**
 * What is to be delivered, as the operation validates it: before the hooks, and again after them.
 */
export const deliveryFieldsSchema = z.strictObject({
  destination: rarusDestinationSchema.describe("Where the parcel goes."),
  weight: rarusDeliveryRequestSchema.shape.weight
    .max(100_000_000)
    .describe("Weight of the parcel, in grams."),
  distance: z.int().min(0).max(50_000_000).nullable().describe("metres; null: unknown"),
  orderSum: moneySchema.describe("The order's sum, in the currency's minor unit."),
  currency: currencySchema,
});
export type DeliveryFields = z.output<typeof deliveryFieldsSchema>;

/** Body of `POST /organization/delivery_service/{id}/calculate`. */
export const calculateDeliverySchema = z.strictObject({
  ...deliveryFieldsSchema.shape,
  distance: deliveryFieldsSchema.shape.distance.default(null),
  orderSum: moneySchema.default(0),
});

/**
 * The response: `parts` is null if the price is the one configured for a failing hook.
 */
export const deliveryPriceSchema = z.strictObject({
  delivery: z
    .strictObject({
      deliveryServiceId: z.string().describe("Id of the delivery service."),
      price: z.int().describe("What it costs, in the currency's minor unit."),
      currency: z.string().describe("Currency of the price, ISO 4217."),
      parts: z
        .strictObject({
          base: z.int().describe("Part for any parcel, in minor units."),
          weight: z.int().describe("Part for the weight, in minor units."),
          distance: z.int().describe("Part for the distance, in minor units."),
        })
        .nullable()
        .describe("What the price is made of; null if it is a hook's fallback."),
      free: z.boolean().describe("Whether the order's sum makes delivery free."),
      fallback: z.boolean().describe("whether the price is a hook's fallback instead of a calculated one"),
    })
    .describe("The parts that the price is made of."),
  warnings: warningsSchema,
});
