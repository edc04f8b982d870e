import * as z from "zod";

/**
 * The objects of Rarus's methods. Its documentation names the methods and the events, not the
 * fields: these are ours. Money is an integer of the currency's minor unit (kopecks), as the bank's
 * API has it.
 */

const text = z.string().max(1000);
const id = z.string().min(1).max(64);
const money = z.int().nonnegative().describe("in the currency's minor unit");

/**
 * The rest of a gateway call for the upstream: hooks see it and may change it. Only in gateway
 * calls, and absent if there is nothing.
 */
export const rarusUpstreamSchema = z
  .strictObject({
    query: z.record(z.string(), z.string()).describe("the query's parameters"),
    fields: z.record(z.string(), z.unknown()).describe("members of the body that the method doesn't know"),
  })
  .optional()
  .describe("at the gateway: what else the upstream gets");
export type RarusUpstream = NonNullable<z.output<typeof rarusUpstreamSchema>>;

/** A user in a registration: without a password, which hooks never see. */
export const rarusUserInputSchema = z.strictObject({
  phone: text.nullable().describe("The phone number."),
  email: text.nullable().describe("The e-mail address."),
  lastName: text.nullable().describe("The family name."),
  firstName: text.nullable().describe("The given name."),
  middleName: text.nullable().describe("The middle name or patronymic."),
  birthDate: z.iso.date().nullable().describe("The date of birth."),
  cardNumber: text.nullable().describe("of the loyalty card"),
});
export type RarusUserInput = z.output<typeof rarusUserInputSchema>;

/** A stored user. */
export const rarusUserSchema = z.strictObject({
  id: id.describe("The user."),
  ...rarusUserInputSchema.shape,
  createdAt: z.iso.datetime().describe("When the user was added."),
});
export type RarusUser = z.output<typeof rarusUserSchema>;

/** One line of an order. */
export const rarusOrderItemSchema = z.strictObject({
  sku: z.string().min(1).max(100).describe("The article's number."),
  name: text.describe("The article's name."),
  quantity: z.int().min(1).max(1_000_000).describe("How many of it."),
  price: money.describe("of one, in the currency's minor unit"),
});

/** Where an order goes. */
export const rarusDestinationSchema = z.strictObject({
  country: text.describe("The country."),
  region: text.nullable().describe("The region, state or province."),
  city: text.describe("The city or place."),
  street: text.nullable().describe("The street with the number."),
  postcode: text.nullable().describe("The postal code."),
});
export type RarusDestination = z.output<typeof rarusDestinationSchema>;

/** An order as a buyer or the organization submits it. */
export const rarusOrderInputSchema = z.strictObject({
  userId: id.describe("The buyer."),
  items: z.array(rarusOrderItemSchema).min(1).max(1000).describe("What is ordered."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
    .describe("ISO 4217."),
  discount: money,
  deliveryServiceId: id.nullable().describe("Who delivers it."),
  deliveryPrice: money,
  destination: rarusDestinationSchema.nullable().describe("Where the order goes."),
  comment: text.describe("What the buyer remarked."),
});
export type RarusOrderInput = z.output<typeof rarusOrderInputSchema>;

/** Every status that an order can have. */
export const rarusOrderStatuses = [
  "new",
  "confirmed",
  "paid",
  "assembling",
  "shipped",
  "delivered",
  "cancelled",
] as const;
export type RarusOrderStatus = (typeof rarusOrderStatuses)[number];
export const rarusOrderStatusSchema = z.enum(rarusOrderStatuses).describe("Where an order stands.");

/** What the bank says of an order's payment when its whole sum is authorised. */
export const rarusPaymentSchema = z.strictObject({
  bankOrderId: id,
  amount: money,
  currency: z.string().describe("as the bank has it: ISO 4217, numeric"),
  orderStatus: z.literal(2).describe("the bank's code of a sum fully authorised"),
  actionCode: z.int(),
});

/** The parcel whose delivery is to be priced. */
export const rarusDeliveryRequestSchema = z.strictObject({
  destination: rarusDestinationSchema,
  weight: z.int().nonnegative().describe("grams"),
  distance: z.int().nonnegative().nullable().describe("metres; null: unknown"),
  orderSum: money,
  currency: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code"),
});
export type RarusDeliveryRequest = z.output<typeof rarusDeliveryRequestSchema>;

/** A user's subscription, whose term ran out. */
export const rarusSubscriptionSchema = z.strictObject({
  id,
  userId: id,
  plan: text,
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type RarusSubscription = z.output<typeof rarusSubscriptionSchema>;
