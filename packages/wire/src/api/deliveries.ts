import * as z from "zod";
import { eventTypes } from "../catalog/index.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { pageOf, pageQueryShape } from "./pagination.ts";

/** `pending`: not tried yet; `retrying`: failed, will be tried again; the others are ends. */
export const deliveryStatuses = ["pending", "retrying", "delivered", "exhausted", "cancelled"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** Query of `GET /manage/v1/deliveries`. */
export const deliveryQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional(),
  eventId: z.string().max(64).optional(),
  webhookId: z.string().max(64).optional(),
  status: z.enum(deliveryStatuses).optional(),
  type: z.enum(eventTypes).optional(),
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
});
export type DeliveryView = z.output<typeof deliverySchema>;
export const deliveryPageSchema = pageOf(deliverySchema);

/** One attempt. `outcome` is `delivered` or the kind of failure; the bodies are not shown here. */
export const attemptSchema = z.strictObject({
  number: z.int(),
  resend: z.boolean(),
  startedAt: timeSchema,
  durationMs: z.int(),
  outcome: z.string(),
  statusCode: z.int().nullable(),
  dialled: z.string().nullable(),
  requestHeaders: z.record(z.string(), z.string()),
});
export type AttemptView = z.output<typeof attemptSchema>;

/** Answer of `GET /manage/v1/deliveries/{id}`. */
export const deliveryDetailSchema = z.strictObject({
  ...deliverySchema.shape,
  url: z.string(),
  history: z.array(attemptSchema),
});

/** Body of `POST /manage/v1/deliveries/resend`: of one event to all its webhooks, or single deliveries. */
export const resendSchema = z.union([
  z.strictObject({ eventId: z.string().max(64) }),
  z.strictObject({ deliveryIds: z.array(z.string().max(64)).min(1).max(1000) }),
]);
/** Answer of a resend: how many deliveries were put on their way again. */
export const resentSchema = z.strictObject({ resent: z.int() });

/**
 * Answer of `GET /manage/v1/deliveries/{id}/content`, operators only; reading it leaves an audit record. What was
 * sent and what each attempt was answered, as text; null once the subject is erased.
 */
export const deliveryContentSchema = z.strictObject({
  contentType: z.string(),
  body: z.string().nullable(),
  responses: z.array(
    z.strictObject({
      number: z.int(),
      headers: z.record(z.string(), z.string()).nullable(),
      body: z.string().nullable(),
    }),
  ),
});
