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
  base: moneySchema.describe("for any parcel"),
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
  name: titleSchema,
  currency: currencySchema,
  tariff: tariffSchema,
  maxWeight: maxWeight.default(null),
  active: z.boolean().default(true),
});
export type NewDeliveryService = z.output<typeof newDeliveryServiceSchema>;

/** Body of `POST /organization/delivery_service/{id}`: what is absent stays; a tariff is replaced as a whole. */
export const changeDeliveryServiceSchema = z.strictObject({
  name: titleSchema.optional(),
  tariff: tariffSchema.optional(),
  maxWeight: maxWeight.optional(),
  active: z.boolean().optional(),
  version: versionSchema.optional(),
});
export type ChangeDeliveryService = z.output<typeof changeDeliveryServiceSchema>;

export const deliveryServiceSchema = z.strictObject({
  id: z.string(),
  externalId: z.string().nullable(),
  name: z.string(),
  currency: z.string(),
  tariff: tariffSchema,
  maxWeight: z.int().nullable(),
  active: z.boolean(),
  version: z.int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type DeliveryServiceView = z.output<typeof deliveryServiceSchema>;
export const deliveryServiceAnswerSchema = z.strictObject({ deliveryService: deliveryServiceSchema });
export const deliveryServiceListSchema = z.strictObject({ data: z.array(deliveryServiceSchema) });

/** What is to be delivered, as the operation judges it: before the hooks, and again after. */
export const deliveryFieldsSchema = z.strictObject({
  destination: rarusDestinationSchema,
  weight: rarusDeliveryRequestSchema.shape.weight.max(100_000_000),
  distance: z.int().min(0).max(50_000_000).nullable().describe("metres; null: unknown"),
  orderSum: moneySchema,
  currency: currencySchema,
});
export type DeliveryFields = z.output<typeof deliveryFieldsSchema>;

/** Body of `POST /organization/delivery_service/{id}/calculate`. */
export const calculateDeliverySchema = z.strictObject({
  ...deliveryFieldsSchema.shape,
  distance: deliveryFieldsSchema.shape.distance.default(null),
  orderSum: moneySchema.default(0),
});

/** The answer: `parts` is null where the price is the one configured for when a hook can't be asked. */
export const deliveryPriceSchema = z.strictObject({
  delivery: z.strictObject({
    deliveryServiceId: z.string(),
    price: z.int(),
    currency: z.string(),
    parts: z.strictObject({ base: z.int(), weight: z.int(), distance: z.int() }).nullable(),
    free: z.boolean(),
    fallback: z.boolean().describe("whether the price is a hook's fallback in place of a calculated one"),
  }),
  warnings: warningsSchema,
});
