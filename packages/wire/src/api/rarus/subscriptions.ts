import * as z from "zod";
import { timeSchema } from "../fields.ts";
import { pageOf, pageQueryShape } from "../pagination.ts";
import { externalIdSchema, recordIdSchema, titleSchema } from "./fields.ts";

export const termUnits = ["second", "minute", "hour", "day", "week", "month", "year"] as const;
export type TermUnit = (typeof termUnits)[number];

/** How long a subscription runs. Months and years are the calendar's, in UTC. */
export const termSchema = z
  .strictObject({
    unit: z.enum(termUnits).describe("Unit of the term."),
    count: z.int().min(1).max(100_000).describe("How many units the term lasts."),
  })
  .refine(({ unit, count }) => count * days[unit] <= 36_600, "must not exceed a hundred years");
export type Term = z.output<typeof termSchema>;

const days: Readonly<Record<TermUnit, number>> = {
  second: 1 / 86_400,
  minute: 1 / 1440,
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 31,
  year: 366,
};

/**
 * Body of `POST /organization/subscription/new`; the term begins now unless `startsAt` says
 * otherwise.
 */
export const newSubscriptionSchema = z.strictObject({
  externalId: externalIdSchema.optional(),
  userId: recordIdSchema.describe("Id of the user who subscribes."),
  plan: titleSchema.describe("What is subscribed to."),
  term: termSchema.describe("How long the subscription runs."),
  startsAt: timeSchema
    .refine((text) => text >= "2000" && text < "2200", "must be between 2000 and 2200")
    .optional()
    .describe("When it begins; now by default."),
});
export type NewSubscription = z.output<typeof newSubscriptionSchema>;

export const subscriptionStates = ["active", "expired", "cancelled"] as const;

export const subscriptionViewSchema = z.strictObject({
  id: z.string().describe("Id of the subscription."),
  externalId: z.string().nullable().describe("The caller's own key, where one was given."),
  userId: z.string().describe("Id of the user who subscribed."),
  plan: z.string().describe("What is subscribed to."),
  state: z.enum(subscriptionStates).describe("expired once its end was reported by on_subscription"),
  startedAt: timeSchema.describe("When the term began."),
  expiresAt: timeSchema.describe("When its term runs out."),
  firedAt: timeSchema.nullable().describe("When `on_subscription` was recorded."),
  cancelledAt: timeSchema.nullable().describe("When it was cancelled."),
  createdAt: timeSchema.describe("When it was added."),
});
export type SubscriptionView = z.output<typeof subscriptionViewSchema>;
export const subscriptionResponseSchema = z.strictObject({
  subscription: subscriptionViewSchema.describe("The subscription as it now is."),
});
export const subscriptionPageSchema = pageOf(subscriptionViewSchema);
export const subscriptionListQuerySchema = z.strictObject({
  ...pageQueryShape,
  userId: recordIdSchema.optional().describe("Only subscriptions of this user."),
  state: z.enum(subscriptionStates).optional().describe("Only subscriptions in this state."),
});
