import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { deliveryStatuses } from "./deliveries.ts";
import { subjectSchema } from "./events.ts";
import { publicIdSchema, timeInputSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/** Why deliveries are sent again, for the audit log. */
const reasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe("Why, for the audit log; nothing personal");

/**
 * Body of requests that send again and need nothing else: `POST /manage/v1/deliveries/{id}/resend`,
 * and the like.
 */
export const reasonBodySchema = z.strictObject({ reason: reasonSchema });

/** Statuses of deliveries that a replay can send again; `pending` ones are already queued. */
export const replayableStatuses = ["retrying", "delivered", "done", "exhausted", "cancelled"] as const;
export type ReplayableStatus = (typeof replayableStatuses)[number];

/** Response of `POST /manage/v1/deliveries/{id}/resend`. */
export const resentSchema = z.strictObject({
  resent: z
    .int()
    .describe(
      "1: it was queued again; 0: it is being sent right now, or can no longer be sent " +
        "(the subject is erased, the payload is deleted, the webhook is paused, disabled or deleted)",
    ),
});

const maxNamed = 1000;
/** One value, or a list of them. */
const named = (item: z.ZodType<string>) =>
  z
    .preprocess((given) => (typeof given === "string" ? [given] : given), z.array(item).min(1).max(maxNamed))
    .optional();

/** The filters are those of `GET /manage/v1/deliveries`: any of the values of each. */
const replayFilterShape = {
  projectId: publicIdSchema.describe("The project whose deliveries are sent again."),
  deliveryId: named(publicIdSchema).describe("These deliveries; one id or a list"),
  eventId: named(publicIdSchema).describe("Deliveries of these events; one id or a list"),
  webhookId: repeatable(publicIdSchema).describe("Deliveries to these webhooks; one id or a list"),
  type: repeatable(anyEventTypeSchema).describe("Deliveries of events of these types; one or a list"),
  subject: repeatable(subjectSchema).describe("Deliveries about these subjects; one or a list"),
  status: repeatable(z.enum(replayableStatuses)).describe(
    "Deliveries with one of these statuses; absent: all that have ended",
  ),
  ...createdAtRangeShape,
};

/** Body of `POST /manage/v1/replays/count`: how many deliveries a replay would find. */
export const countReplaySchema = z.strictObject(replayFilterShape);
export type CountReplay = z.output<typeof countReplaySchema>;
/** Its response. */
export const replayCountSchema = z.strictObject({
  count: z.int().describe("How many deliveries the filter matches at this moment"),
});

/** Body of `POST /manage/v1/replays`: sends again all deliveries that the filter finds. */
export const startReplaySchema = z.strictObject({
  ...replayFilterShape,
  confirmedCount: z
    .int()
    .nonnegative()
    .optional()
    .describe(
      "The count that you have confirmed, from `POST /manage/v1/replays/count`: 409 if there are more. " +
        "Required if only the project and the status narrow the replay.",
    ),
  reason: reasonSchema,
});
export type StartReplay = z.output<typeof startReplaySchema>;

/**
 * Body of `POST /manage/v1/webhooks/{id}/recover`: all deliveries that failed since then are sent
 * again.
 */
export const recoverSchema = z.strictObject({
  since: timeInputSchema.describe("What ended at this time or later"),
  reason: reasonSchema,
});

export const replayStatuses = ["running", "done", "cancelled"] as const;
export type ReplayStatus = (typeof replayStatuses)[number];

/** Query of `GET /manage/v1/replays`. */
export const replayQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only replays of this project"),
  status: repeatable(z.enum(replayStatuses)).describe("Only replays with one of these statuses"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** Deliveries sent again in bulk, and how far it is. */
export const replaySchema = z.strictObject({
  id: z.string().describe("Id of the replay, `rpl_…`"),
  projectId: z.string().describe("Whose deliveries it sends"),
  status: z
    .enum(replayStatuses)
    .describe("`done`: all deliveries that it found are in the queue, not necessarily at the receiver"),
  filter: z
    .strictObject({
      deliveryId: z.array(z.string()).optional().describe("Only these deliveries"),
      eventId: z.array(z.string()).optional().describe("Only deliveries of these events"),
      webhookId: z.array(z.string()).optional().describe("Only deliveries to these webhooks"),
      type: z.array(z.string()).optional().describe("Only deliveries of events of these types"),
      subject: z.array(z.string()).optional().describe("Only deliveries about these subjects"),
      status: z.array(z.enum(replayableStatuses)).optional().describe("Only deliveries with one of these"),
      settledAtFrom: timeSchema.optional().describe("Only deliveries that ended at this time or later"),
      createdAtFrom: timeSchema.describe("Only deliveries that were created at this time or later"),
      createdAtTo: timeSchema.describe("Only deliveries that were created before this time"),
    })
    .describe("What it sends again"),
  matchedCount: z.int().nullable().describe("Deliveries that the filter found; null until they are counted"),
  queuedCount: z.int().describe("Deliveries put in the queue so far"),
  skippedCount: z
    .int()
    .describe(
      "Deliveries left unchanged: the subject is erased, the payload is deleted, the webhook is off, or it was being sent",
    ),
  createdAt: timeSchema.describe("When it was requested"),
  finishedAt: timeSchema.nullable().describe("When it was done or cancelled; null while it is running"),
});
export const replayPageSchema = pageOf(replaySchema);

const statusCounts = Object.fromEntries(
  deliveryStatuses.map((status) => [status, z.int().describe(`How many of them are ${status}`)]),
) as Record<(typeof deliveryStatuses)[number], z.ZodInt>;

/** Response of `GET /manage/v1/replays/{id}`, and of what starts or cancels one. */
export const replayDetailSchema = z.strictObject({
  ...replaySchema.shape,
  statusCounts: z
    .strictObject(statusCounts)
    .describe("The current statuses of the deliveries that it put in the queue"),
});
export type ReplayView = z.output<typeof replaySchema>;
export type ReplayDetailView = z.output<typeof replayDetailSchema>;
