import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { subjectSchema } from "./events.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";

/** Why somebody has something sent again, for the audit log. */
const reasonSchema = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe("Why, for the audit log; nothing personal");

/** Body of what is done again with nothing else to say: `POST /manage/v1/deliveries/{id}/resend`, and the like. */
export const reasonBodySchema = z.strictObject({ reason: reasonSchema });

/** How a delivery that is not on its way can have ended. */
export const endStatuses = ["delivered", "done", "exhausted", "cancelled"] as const;
export type EndStatus = (typeof endStatuses)[number];

/** Which of a project's deliveries; each field narrows. `from` and `to`: accepted at or after, and before. */
const replayFilterShape = {
  projectId: publicIdSchema,
  webhookId: z.string().max(64).optional(),
  type: anyEventTypeSchema.optional(),
  status: z
    .union([z.enum(endStatuses), z.array(z.enum(endStatuses)).min(1).max(endStatuses.length)])
    .optional()
    .describe("One, or several; absent: all that are not on their way anyhow"),
  subject: subjectSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
};

/**
 * Body of `POST /manage/v1/deliveries/resend`: of one event to all its webhooks, single deliveries, or all that a filter
 * finds. With `dryRun` these are counted and nothing is sent.
 */
export const resendSchema = z.union(
  [
    z.strictObject({ eventId: z.string().max(64), reason: reasonSchema }),
    z.strictObject({
      deliveryIds: z.array(z.string().max(64)).min(1).max(1000),
      reason: reasonSchema,
    }),
    z.strictObject({ ...replayFilterShape, dryRun: z.boolean().optional(), reason: reasonSchema }),
  ],
  "must have one of eventId, deliveryIds, and projectId with what narrows its deliveries",
);
export type Resend = z.output<typeof resendSchema>;

/** Answer of a resend of named deliveries: how many were put on their way again. */
export const resentSchema = z.strictObject({ resent: z.int() });
/** Answer of a dry run: how many the filter finds. */
export const resendCountSchema = z.strictObject({ count: z.int() });

/** Body of `POST /manage/v1/webhooks/{id}/recover`: all that ended as failed since then is sent once more. */
export const recoverSchema = z.strictObject({ since: timeSchema, reason: reasonSchema });

export const replayStates = ["running", "done", "cancelled"] as const;

/**
 * A resend by filter. It is `running` until all that it found was put in the queue (`queued`) or left as it was
 * (`skipped`: the subject was erased, the payload is gone, the webhook is off, or it was on its way meanwhile).
 * `matched` is null until the deliveries are counted. `now` says how those it queued stand at this moment.
 */
export const replaySchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  state: z.enum(replayStates),
  filter: z.strictObject({
    webhookId: z.string().optional(),
    type: z.string().optional(),
    types: z.array(z.string()).optional(),
    statuses: z.array(z.enum(endStatuses)).optional(),
    subject: z.string().optional(),
    settledSince: timeSchema.optional(),
  }),
  from: timeSchema,
  to: timeSchema,
  matched: z.int().nullable(),
  queued: z.int(),
  skipped: z.int(),
  now: z.strictObject({
    pending: z.int(),
    retrying: z.int(),
    delivered: z.int(),
    done: z.int(),
    exhausted: z.int(),
    cancelled: z.int(),
  }),
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
});
export type ReplayView = z.output<typeof replaySchema>;
