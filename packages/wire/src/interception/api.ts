import * as z from "zod";
import { publicIdSchema } from "../api/fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "../api/pagination.ts";
import { eventTypes } from "../catalog/index.ts";
import { interceptionSummarySchema, traceStepSchema } from "./trace.ts";

/** Body of `POST /manage/v1/intercept/{event}`. */
export const interceptSchema = z.strictObject({
  projectId: publicIdSchema,
  payload: z.record(z.string(), z.json()).describe("as the catalog's schema of the event wants it"),
  dryRun: z.boolean().optional().describe("asks the hooks, but lets no delivery follow"),
  subject: publicIdSchema.optional().describe("the id of what it happens to"),
  userId: publicIdSchema
    .optional()
    .describe("whose KYC level a gate may require, where the payload doesn't name the user"),
});

/**
 * Its answer. `error` says why it is not allowed: what the hook denied with, or that a hook is broken.
 * `payload` is as the hooks left it, null where they did not allow it.
 */
export const interceptAnswerSchema = z.strictObject({
  allow: z.boolean(),
  payload: z.record(z.string(), z.json()).nullable(),
  error: z
    .strictObject({
      code: z.string().describe("the hook's own, or `hook_broken`"),
      message: z.string(),
      field: z.string().optional(),
      name: z.string().describe("the name of the hook's webhook"),
      statusCode: z.int().describe("the HTTP status that an operation would respond with"),
    })
    .optional(),
  degraded: z.boolean(),
  fallback: z.strictObject({ price: z.int() }).optional(),
  warnings: z.array(z.string()),
  traceId: z.string(),
  trace: z.array(traceStepSchema),
  totalMs: z.number(),
});
export type InterceptAnswer = z.output<typeof interceptAnswerSchema>;

/** Answer of `GET /manage/v1/interceptions/{id}`; reading it leaves an audit record. Null steps: their key was destroyed. */
export const interceptionDetailSchema = z.strictObject({
  ...interceptionSummarySchema.shape,
  steps: z.array(traceStepSchema).nullable(),
});

/** Query of `GET /manage/v1/interceptions`. */
export const interceptionQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema),
  event: repeatable(z.enum(eventTypes)).describe("a before-event"),
  verdict: repeatable(interceptionSummarySchema.shape.verdict),
  subject: repeatable(publicIdSchema).describe("the id of what it happened to"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});
export const interceptionPageSchema = pageOf(interceptionSummarySchema);
