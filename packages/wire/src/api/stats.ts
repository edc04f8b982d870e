import * as z from "zod";
import { publicIdSchema, timeSchema } from "./fields.ts";

/** How far back a chart looks: in steps of a minute, 15 minutes, an hour, and six hours. */
export const statsRanges = ["1h", "24h", "7d", "30d"] as const;
export type StatsRange = (typeof statsRanges)[number];

const rangeSchema = z
  .enum(statsRanges)
  .default("24h")
  .describe("How far back: in steps of a minute, 15 minutes, an hour, or six hours");
const projectId = publicIdSchema.optional().describe("Only this project; absent: all that you may see");

/** Query of `GET /manage/v1/stats/{topic}`. */
export const statsQuerySchema = z.strictObject({ range: rangeSchema, projectId });

/** The same for what has webhooks. */
export const webhookStatsQuerySchema = z.strictObject({
  ...statsQuerySchema.shape,
  webhookId: publicIdSchema.optional().describe("Only this webhook"),
});

const count = (what: string) => z.int().describe(what);
const quantiles = (what: string) => ({
  p50Ms: z
    .number()
    .nullable()
    .describe(`Half of all ${what} took at most this long; null if there were none`),
  p95Ms: z.number().nullable().describe(`Nineteen of twenty ${what} took at most this long`),
});

function seriesOf<Figures extends z.ZodRawShape>(figures: Figures) {
  return z.strictObject({
    range: z.enum(statsRanges).describe("The requested range."),
    from: timeSchema.describe("Begin of the first step"),
    to: timeSchema.describe("End of the last step, which is still in progress"),
    stepSeconds: z.int().describe("Length of a step, in seconds"),
    points: z
      .array(z.strictObject({ at: timeSchema.describe("Begin of the step"), ...figures }))
      .describe("One for each step, the oldest first"),
    total: z.strictObject(figures).describe("The same over the whole range."),
  });
}

export const deliveryStatsSchema = seriesOf({
  attempts: count("Requests made"),
  failedAttempts: count("Requests that were not accepted"),
  deliveredFirst: count("Deliveries that were accepted at the first attempt"),
  deliveredLater: count("Deliveries that were accepted later"),
  done: count("Deliveries in mode `forget` whose one attempt was made"),
  exhausted: count("Deliveries that were given up"),
  cancelled: count("Deliveries that were due and not sent, see their `reason`"),
  ...quantiles("requests"),
});

export type DeliveryStats = z.output<typeof deliveryStatsSchema>;

export const sessionStatsSchema = seriesOf({
  started: count("Sessions that the applicant began"),
  inReview: count("Sessions that went to an operator"),
  succeeded: count("Sessions that succeeded"),
  failed: count("Sessions that failed"),
  aborted: count("Sessions that were aborted"),
  expired: count("Sessions that ran out of time"),
  ...quantiles("ended sessions"),
});

export type SessionStats = z.output<typeof sessionStatsSchema>;

export const reviewStatsSchema = seriesOf({
  opened: count("Reviews that were requested"),
  approved: count("Reviews that ended with an approval"),
  refused: count("Reviews that ended with a refusal"),
  withdrawn: count("Reviews that were no longer needed"),
  sentBack: count("Reviews that ended with a request for other pictures"),
  ...quantiles("reviews"),
});

export const interceptionStatsSchema = seriesOf({
  allowed: count("Runs that allowed the operation; of a webhook: its calls that did"),
  denied: count("Runs that denied it"),
  broken: count("Runs that failed because a hook did"),
  degraded: count(
    "Runs that allowed it although a hook failed; of a webhook: its failures that were tolerated",
  ),
  ...quantiles("runs"),
});

const queueShape = {
  depth: z.int().nullable().describe("Deliveries that waited, at most; null if it is not known"),
  oldestSeconds: z.int().nullable().describe("Age of the oldest of them, in seconds"),
};

export const queueStatsSchema = z.strictObject({
  range: z.enum(statsRanges).describe("The requested range."),
  from: timeSchema.describe("Begin of the first step"),
  to: timeSchema.describe("End of the last step, which is still in progress"),
  stepSeconds: z.int().describe("Length of a step, in seconds"),
  points: z
    .array(z.strictObject({ at: timeSchema.describe("Begin of the step"), ...queueShape }))
    .describe("One for each step, the oldest first"),
  now: z.strictObject(queueShape).describe("As counted last, at most a minute or two ago."),
});

export type QueueStats = z.output<typeof queueStatsSchema>;

/** How a webhook does: `idle` if it was not called in 24 hours. */
export const webhookHealthStates = ["ok", "failing", "disabled", "paused", "idle"] as const;

export const webhookHealthQuerySchema = z.strictObject({
  webhookId: z
    .preprocess(
      (given) => (typeof given === "string" ? [given] : given),
      z.array(publicIdSchema).min(1).max(100),
    )
    .describe("The webhooks to report, at most 100"),
});

export const webhookHealthSchema = z.strictObject({
  data: z
    .array(
      z.strictObject({
        webhookId: z.string().describe("Id of the webhook."),
        state: z
          .enum(webhookHealthStates)
          .describe(
            "`failing`: its last request failed; `idle`: it was not called in 24 hours; `paused` and `disabled` as its `status`",
          ),
        since: timeSchema.nullable().describe("Since when it fails or is disabled; null otherwise"),
        ...quantiles("calls of the last 24 hours"),
        hours: z
          .array(
            z.strictObject({
              at: timeSchema.describe("Begin of the hour"),
              calls: z.int().describe("Requests made"),
              failed: z.int().describe("Of these, requests that were not accepted"),
            }),
          )
          .describe("The last 24 hours, the oldest first"),
      }),
    )
    .describe("One for each requested webhook that you may see"),
});
/** One webhook of it. */
export type WebhookHealth = z.output<typeof webhookHealthSchema>["data"][number];
