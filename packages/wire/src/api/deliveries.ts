import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { subjectSchema } from "./events.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/**
 * `pending`: not tried yet; `retrying`: failed, will be tried again; the others are ends. `done`:
 * the one attempt of a webhook in mode `forget` was made, whatever its outcome; `delivered` always
 * means that the receiver accepted.
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
 * Why a delivery ended without being accepted before it used up its attempts. Exhausted: `gone`,
 * `refused` (a final response). Cancelled: the webhook is `disabled`, `paused` or `deleted`, the
 * subject is `erased`, the payload's time is over (`expired`), the body is `unreadable`, the
 * webhook's template can't make it (`unrendered`), the webhook's `condition` is not met, or
 * somebody `stopped` it.
 */
export const settledReasons = [
  "gone",
  "refused",
  "disabled",
  "paused",
  "deleted",
  "erased",
  "expired",
  "unreadable",
  "unrendered",
  "condition",
  "stopped",
] as const;
export type SettledReason = (typeof settledReasons)[number];

/**
 * `cut`: the response was longer than what is kept; `malformed`: the response that a mode keeps is
 * not JSON.
 */
export const answerFlags = ["cut", "malformed"] as const;
export type AnswerFlag = (typeof answerFlags)[number];

/** The outcome of an attempt that was not accepted, as shown in attempts and lists. */
export const failedOutcomes = [
  "gone",
  "throttled",
  "redirect",
  "client_error",
  "server_error",
  "not_accepted",
  "refused_address",
  "dns",
  "connect",
  "tls",
  "timeout",
  "reset",
  "protocol",
  "aborted",
  "busy",
] as const;
export type FailedOutcome = (typeof failedOutcomes)[number];

/** Query of `GET /manage/v1/deliveries`. A delivery is created when its event is accepted. */
export const deliveryQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only deliveries of this project"),
  id: repeatable(publicIdSchema).describe("Only these deliveries"),
  eventId: repeatable(publicIdSchema).describe("Only deliveries of these events"),
  webhookId: repeatable(publicIdSchema).describe("Only deliveries to these webhooks"),
  subject: repeatable(subjectSchema).describe("Only deliveries about these subjects"),
  status: repeatable(z.enum(deliveryStatuses)).describe("Only deliveries with one of these statuses"),
  type: repeatable(anyEventTypeSchema).describe("Only deliveries of events of these types"),
  outcome: repeatable(z.enum(failedOutcomes)).describe(
    "Only deliveries whose last attempt failed in this way",
  ),
  statusCode: repeatable(z.coerce.number().int().min(100).max(599)).describe(
    "Only deliveries whose last attempt got one of these HTTP statuses",
  ),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** One event on its way to one webhook. */
export const deliverySchema = z.strictObject({
  id: z.string().describe("Id of the delivery, `dlv_…`"),
  eventId: z.string().describe("The event that it delivers, the same as in the `webhook-id` header"),
  webhookId: z.string().describe("The webhook that it goes to"),
  projectId: z.string().describe("The project whose event is delivered."),
  type: z.string().describe("The event's type."),
  subject: z.string().nullable().describe("What the event happened to, such as a session's id"),
  sequence: z.int().nullable().describe("The event's number within its subject, where it has one"),
  status: z
    .enum(deliveryStatuses)
    .describe(
      "`pending`: not tried yet; `retrying`: failed, will be tried again; `delivered`: the receiver accepted; " +
        "`done`: the one attempt of mode `forget` was made; `exhausted`: gave up; `cancelled`: not sent, see `reason`",
    ),
  reason: z
    .enum(settledReasons)
    .nullable()
    .describe(
      "Why it ended, if its attempts don't say. Exhausted: the receiver responded that it is `gone` (410), or `refused` permanently. " +
        "Cancelled: the webhook was `disabled`, `paused` or `deleted`; the subject is `erased`; the payload has `expired`; " +
        "the body is `unreadable` or could not be rendered (`unrendered`); the webhook's `condition` is not met; " +
        "somebody `stopped` it",
    ),
  attemptCount: z.int().describe("Attempts made so far, resends included"),
  createdAt: timeSchema.describe("When the event was accepted"),
  statusCode: z
    .int()
    .nullable()
    .describe("HTTP status of the response to its last attempt; null without one"),
  outcome: z
    .string()
    .nullable()
    .describe("How its last attempt failed, such as `timeout`; null if it did not, or none was made"),
  durationMs: z.int().nullable().describe("How long its last attempt took; null if none was made"),
  nextAttemptAt: timeSchema
    .nullable()
    .describe(
      "When the next attempt is due; null if there is none: it has ended, is being sent now, or waits for an earlier " +
        "delivery of its subject",
    ),
  settledAt: timeSchema.nullable().describe("When it ended; null while it is in progress"),
  replayId: z.string().nullable().describe("The replay that last sent it, if any"),
});
export type DeliveryView = z.output<typeof deliverySchema>;
/**
 * A page may be shorter than its limit, or empty, and still have a `nextCursor`: a filter with few
 * matches searches 50,000 deliveries at a time.
 */
export const deliveryPageSchema = pageOf(deliverySchema);

/** One attempt. The bodies are not shown here. */
export const attemptSchema = z.strictObject({
  number: z.int().describe("Counts from 1 over all attempts of the delivery, resends included"),
  resend: z.boolean().describe("Whether it was sent again on request instead of by the retry schedule"),
  startedAt: timeSchema.describe("When the request began"),
  durationMs: z.int().describe("How long it took, until the response was read or the request failed"),
  outcome: z
    .string()
    .describe(
      "`delivered`; by the status of the response: `gone`, `throttled`, `redirect`, `client_error`, `server_error`, " +
        "`not_accepted`; or why there was none, such as `timeout` or `dns`",
    ),
  statusCode: z.int().nullable().describe("HTTP status of the response; null without one"),
  url: z
    .string()
    .nullable()
    .describe("The address that was called; null for attempts logged before addresses were kept"),
  dialled: z.string().nullable().describe("IP address and port that was connected to; null if none was"),
  requestHeaders: z.record(z.string(), z.string()).describe("Headers of the request; credentials are masked"),
  timings: z
    .record(z.string(), z.number())
    .nullable()
    .describe(
      "Milliseconds by phase: `wait`, `dns`, `connect`, `tls`, `firstByte`, `total`. One that did not happen is absent.",
    ),
  answerFlag: z
    .enum(answerFlags)
    .nullable()
    .describe("`cut`: the response was longer than what is kept; `malformed`: it should be JSON and is not"),
});
export type AttemptView = z.output<typeof attemptSchema>;

/** Response of `GET /manage/v1/deliveries/{id}`. */
export const deliveryDetailSchema = z.strictObject({
  ...deliverySchema.shape,
  webhookUrl: z
    .string()
    .nullable()
    .describe("The webhook's current address, where it would be sent next; null if the webhook is deleted"),
  maxAttempts: z
    .int()
    .nullable()
    .describe("How many attempts the webhook's current retry schedule has; null if the webhook is deleted"),
  attempts: z.array(attemptSchema).describe("Its attempts, the first one first"),
});

export type DeliveryDetail = z.output<typeof deliveryDetailSchema>;

/**
 * Response of `GET /manage/v1/deliveries/{id}/content`; reading it leaves an audit record. The
 * request and the response to each attempt, as text: at most the first 256 KiB of it in modes that
 * keep responses, 16 KiB in the others, nothing in `forget`.
 */
export const deliveryContentSchema = z.strictObject({
  contentType: z.string().nullable().describe("Content type of the request; null once it is deleted"),
  body: z.string().nullable().describe("What was sent; null if it is withheld"),
  withheld: z
    .enum(["erased", "expired", "personal", "unrendered"])
    .nullable()
    .describe(
      "Why nothing is shown: the subject was `erased`, the project's retention of payloads has `expired`, the data is " +
        "`personal` and the caller is a project's key; `unrendered`: of the body alone, the webhook's template has not rendered it yet, or can't",
    ),
  responses: z
    .array(
      z.strictObject({
        number: z.int().describe("Number of the attempt"),
        statusCode: z.int().nullable().describe("HTTP status of the response; null without one"),
        headers: z.record(z.string(), z.string()).nullable().describe("Headers of the response"),
        body: z.string().nullable().describe("Body of the response, truncated if it is long"),
        answerFlag: z.enum(answerFlags).nullable().describe("What is wrong with the response's body"),
      }),
    )
    .describe("The responses to the attempts, the first one first"),
});
export type DeliveryContent = z.output<typeof deliveryContentSchema>;
