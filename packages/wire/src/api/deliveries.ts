import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { subjectSchema } from "./events.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

/** `pending`: not tried yet; `retrying`: failed, will be tried again; the others are ends. */
export const deliveryStatuses = ["pending", "retrying", "delivered", "exhausted", "cancelled"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Query of `GET /manage/v1/deliveries`: accepted at `from` or later, and before `to`. */
export const deliveryQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  eventId: z.string().max(64).optional(),
  webhookId: z.string().max(64).optional(),
  subject: subjectSchema.optional(),
  status: z.enum(deliveryStatuses).optional(),
  type: anyEventTypeSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
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
 * are masked. The bodies are not shown here.
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
 * attempt was answered, at most the first 16 KiB of it, as text. `withheld` says why there is none: the subject was
 * `erased`, the project's time for payloads has `expired`, or the data is `personal` and a project's key asks.
 */
export const deliveryContentSchema = z.strictObject({
  contentType: z.string().nullable(),
  body: z.string().nullable(),
  withheld: z.enum(["erased", "expired", "personal"]).nullable(),
  responses: z.array(
    z.strictObject({
      number: z.int(),
      statusCode: z.int().nullable(),
      headers: z.record(z.string(), z.string()).nullable(),
      body: z.string().nullable(),
    }),
  ),
});
