import * as z from "zod";

/** What quotas count: events recorded, sessions started, before-events whose hooks are called. */
export const quotaNames = ["events", "sessions", "interceptions"] as const;
export type QuotaName = (typeof quotaNames)[number];

/** How much of something may be done: a token bucket. */
export const quotaRateSchema = z.strictObject({
  perSecond: z
    .number()
    .min(0.01)
    .max(1_000_000)
    .describe("how many a second in the long run; below 1 for less than one a second"),
  burst: z.int().min(1).max(1_000_000).describe("how many in a burst after a quiet period"),
});
export type QuotaRate = z.output<typeof quotaRateSchema>;

const rateSchema = quotaRateSchema.nullable();

/** A project's own quotas; null if the service's default holds. */
export const projectQuotasSchema = z.strictObject({
  events: rateSchema.describe("events that are recorded by call; a batch of n counts n"),
  sessions: rateSchema.describe("sessions that are started, over all APIs"),
  interceptions: rateSchema.describe("calls for which the hooks of a before-event are called"),
  keySharePercent: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .describe("how much of each quota one key, or one operator, can use alone; all of it by default"),
  weight: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .describe("how much of the service the project gets under load, compared with others; 1 by default"),
  storedBytes: z
    .int()
    .min(1_000_000)
    .max(1_000_000_000_000_000)
    .nullable()
    .describe("how many bytes the project may store; beyond that it accepts nothing new"),
});
/** A change of them: absent ones stay, null goes back to the default. */
export const projectQuotasPatchSchema = projectQuotasSchema.partial();
/** As they are kept: absent is the same as null. */
export type ProjectQuotas = z.output<typeof projectQuotasPatchSchema>;
