import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { subjectSchema } from "./events.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/**
 * `pending`: not tried yet; `retrying`: failed, will be tried again; the others are ends. `done`: the one attempt of a
 * webhook in mode `forget` was made, whatever came of it; `delivered` always means that the receiver accepted.
 */
export const deliveryStatuses = [
  "pending",
  "retrying",
  "delivered",
  "done",
  "exhausted",
  "cancelled",
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/**
 * Why a delivery ended without being accepted, where it did not use up its tries. Exhausted: `gone`, `refused` (an
 * answer that is final). Cancelled: the webhook is `disabled`, `switched-off` or `deleted`, the subject is `erased`, the
 * payload's time is over (`expired`), the body is `unreadable`, the webhook's template can't make it (`unrendered`), or
 * the webhook's `condition` is not met.
 */
export const settledReasons = [
  "gone",
  "refused",
  "disabled",
  "switched-off",
  "deleted",
  "erased",
  "expired",
  "unreadable",
  "unrendered",
  "condition",
] as const;
export type SettledReason = (typeof settledReasons)[number];

/** `cut`: the answer was longer than what is kept; `malformed`: what a mode that keeps answers kept is no JSON. */
export const answerFlags = ["cut", "malformed"] as const;
export type AnswerFlag = (typeof answerFlags)[number];

/** Query of `GET /manage/v1/deliveries`. A delivery is created when its event is accepted. */
export const deliveryQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only deliveries of this project"),
  eventId: repeatable(publicIdSchema).describe("Only deliveries of these events"),
  webhookId: repeatable(publicIdSchema).describe("Only deliveries to these webhooks"),
  subject: repeatable(subjectSchema).describe("Only deliveries about these subjects"),
  status: repeatable(z.enum(deliveryStatuses)).describe("Only deliveries with one of these statuses"),
  type: repeatable(anyEventTypeSchema).describe("Only deliveries of events of these types"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** One event on its way to one webhook. */
export const deliverySchema = z.strictObject({
  id: z.string(),
  eventId: z.string(),
  webhookId: z.string(),
  projectId: z.string(),
  type: z.string(),
  subject: z.string().nullable(),
  sequence: z.int().nullable(),
  status: z.enum(deliveryStatuses),
  reason: z.enum(settledReasons).nullable(),
  attempts: z.int(),
  createdAt: timeSchema,
  settledAt: timeSchema.nullable(),
  replayId: z.string().nullable(),
});
export type DeliveryView = z.output<typeof deliverySchema>;
export const deliveryPageSchema = pageOf(deliverySchema);

/**
 * One attempt. `outcome` is `delivered` or the kind of failure; `timings` are milliseconds by phase (`wait`, `dns`,
 * `connect`, `tls`, `firstByte`, `total`), where one that did not happen is absent. Credentials in the request's headers
 * are masked. The bodies are not shown here; `answerFlag` says what is wrong with the answer's.
 */
export const attemptSchema = z.strictObject({
  number: z.int(),
  resend: z.boolean(),
  startedAt: timeSchema,
  durationMs: z.int(),
  outcome: z.string(),
  statusCode: z.int().nullable(),
  dialled: z.string().nullable(),
  requestHeaders: z.record(z.string(), z.string()),
  timings: z.record(z.string(), z.number()).nullable(),
  answerFlag: z.enum(answerFlags).nullable(),
});
export type AttemptView = z.output<typeof attemptSchema>;

/** Answer of `GET /manage/v1/deliveries/{id}`. */
export const deliveryDetailSchema = z.strictObject({
  ...deliverySchema.shape,
  url: z.string(),
  history: z.array(attemptSchema),
});

/**
 * Answer of `GET /manage/v1/deliveries/{id}/content`; reading it leaves an audit record. What was sent and what each
 * attempt was answered, as text: at most the first 256 KiB of it in the modes `notify-keep` and `await-keep`, 16 KiB in the
 * others, nothing in `forget`. `withheld` says why there is none: the subject was `erased`, the project's time for payloads has `expired`,
 * or the data is `personal` and a project's key asks. `unrendered` speaks of the body alone: the webhook's template
 * has not made it yet, or can't.
 */
export const deliveryContentSchema = z.strictObject({
  contentType: z.string().nullable(),
  body: z.string().nullable(),
  withheld: z.enum(["erased", "expired", "personal", "unrendered"]).nullable(),
  responses: z.array(
    z.strictObject({
      number: z.int(),
      statusCode: z.int().nullable(),
      headers: z.record(z.string(), z.string()).nullable(),
      body: z.string().nullable(),
      answerFlag: z.enum(answerFlags).nullable(),
    }),
  ),
});
