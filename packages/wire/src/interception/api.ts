import * as z from "zod";
import { publicIdSchema } from "../api/fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "../api/pagination.ts";
import { eventTypes } from "../catalog/index.ts";
import { interceptionSummarySchema, traceStepSchema } from "./trace.ts";

/** Body of `POST /manage/v1/intercept/{event}`. */
export const interceptSchema = z.strictObject({
  projectId: publicIdSchema.describe("Project whose hooks to ask."),
  payload: z.record(z.string(), z.json()).describe("as the catalog's schema of the event wants it"),
  dryRun: z.boolean().optional().describe("asks the hooks, but lets no delivery follow"),
  subject: publicIdSchema.optional().describe("the id of what it happens to"),
  userId: publicIdSchema
    .optional()
    .describe("whose KYC level a gate may require, where the payload doesn't name the user"),
});

/**
 * Its response. `error` says why it is not allowed: what the hook denied with, or that a hook is
 * broken. `payload` is as the hooks left it, null if they did not allow it.
 */
export const interceptResponseSchema = z.strictObject({
  allow: z.boolean().describe("Whether the operation is allowed."),
  payload: z.record(z.string(), z.json()).nullable().describe("What the event carries."),
  error: z
    .strictObject({
      code: z.string().describe("the hook's own, or `hook_broken`"),
      message: z.string().describe("What went wrong, for people."),
      field: z.string().optional().describe("The field, as a dotted path."),
      name: z.string().describe("the name of the hook's webhook"),
      statusCode: z.int().describe("the HTTP status that an operation would respond with"),
    })
    .optional()
    .describe("What went wrong; null if nothing did."),
  degraded: z.boolean().describe("The hooks that failed and were passed over."),
  fallback: z
    .strictObject({ price: z.int().describe("The price to use.") })
    .optional()
    .describe("What is used where the hook fails."),
  warnings: z.array(z.string()).describe("Remarks of the hooks that allowed it."),
  traceId: z.string().describe("The run, for `/manage/v1/interceptions/{id}`."),
  trace: z.array(traceStepSchema).describe("The hooks that were asked, in order."),
  totalMs: z.number().describe("How long it took in all, in milliseconds."),
});
export type InterceptResponse = z.output<typeof interceptResponseSchema>;

/**
 * Response of `GET /manage/v1/interceptions/{id}`; reading it leaves an audit record. Null steps:
 * their key was destroyed.
 */
export const interceptionDetailSchema = z.strictObject({
  ...interceptionSummarySchema.shape,
  steps: z.array(traceStepSchema).nullable().describe("The hooks that were asked, in order."),
  payload: z
    .record(z.string(), z.json())
    .nullable()
    .describe(
      "What they were asked about; null: its key was destroyed, or the run is from before it was kept",
    ),
  changedPayload: z
    .record(z.string(), z.json())
    .nullable()
    .describe("The same with their changes; null: they changed nothing, or denied it"),
});

export type InterceptionDetail = z.output<typeof interceptionDetailSchema>;

/** Query of `GET /manage/v1/interceptions`. */
export const interceptionQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Only runs of these projects."),
  id: repeatable(publicIdSchema).describe("Only these runs."),
  event: repeatable(z.enum(eventTypes)).describe("Only runs of these before-events."),
  verdict: repeatable(interceptionSummarySchema.shape.verdict).describe("Only runs with these verdicts."),
  subject: repeatable(publicIdSchema).describe("the id of what it happened to"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});
export const interceptionPageSchema = pageOf(interceptionSummarySchema);
