import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { eventTypes, isBeforeEvent } from "../catalog/index.ts";
import { publicIdSchema, timeSchema, versionSchema } from "./fields.ts";
import { hookSettings } from "./webhook-hooks.ts";
import { changeWebhookSchema, dialectNames, flagsSchema, modeSchema, retrySchema } from "./webhooks.ts";

const beforeEvents = eventTypes.filter(isBeforeEvent);
const payloadSchema = z.record(z.string(), z.json());

/** A draft: settings that are not saved, of a new or an existing webhook. */
const draftShape = {
  projectId: publicIdSchema.describe("Project of the webhook."),
  webhookId: publicIdSchema
    .optional()
    .describe("The webhook that is changed, from which omitted settings are taken; absent: a new one"),
  settings: changeWebhookSchema.describe("The settings, as they would be saved"),
};

/** Body of `POST /manage/v1/webhooks/validate`. */
export const validateWebhookSchema = z.strictObject(draftShape);

/** Its response: the result of saving the settings, and the values that follow from them. */
export const validatedWebhookSchema = z.strictObject({
  valid: z.boolean().describe("Whether it could be saved"),
  problems: z
    .array(
      z.strictObject({
        field: z.string().describe("The setting, as a dotted path."),
        problem: z.string().describe("What is wrong with it, and how to fix it."),
      }),
    )
    .describe("What is wrong; empty if it could be saved"),
  effective: z
    .strictObject({
      mode: modeSchema,
      flags: flagsSchema,
      dialect: z.enum(dialectNames).describe("The wire format."),
      timeoutMs: z.int().describe("How long to wait for a response, in milliseconds."),
      retry: retrySchema,
      maxAttempts: z.int().describe("How many attempts the retry schedule has."),
    })
    .describe("The values of settings that are left open."),
});

/** Body of `POST /manage/v1/webhooks/test`: a test of what is not saved. */
export const testDraftSchema = z.strictObject({
  ...draftShape,
  type: anyEventTypeSchema
    .optional()
    .describe("Type of the invented event; the first of the webhook's by default."),
  payload: payloadSchema
    .optional()
    .describe("Its payload; the type's example by default. It must be valid for the type."),
});

/**
 * Body of `POST /manage/v1/webhooks/dry-run`: a hook that is not saved, among the hooks that are.
 * Its response is that of `POST /manage/v1/intercept/{event}`.
 */
export const dryRunDraftSchema = z.strictObject({
  ...draftShape,
  event: z
    .enum(beforeEvents)
    .describe("The before-event to ask about; the settings must make a gate of this event."),
  payload: payloadSchema
    .optional()
    .describe("Its payload; the type's example by default. It must be valid for the type."),
  subject: publicIdSchema.optional().describe("The id of what it happens to."),
  userId: publicIdSchema
    .optional()
    .describe("The user whose KYC level a gate may require, if the payload doesn't name them."),
});

/** Body of `POST /manage/v1/webhooks/preview`. */
export const previewWebhookSchema = z.strictObject({
  projectId: publicIdSchema.describe("Project of the webhook."),
  type: anyEventTypeSchema.describe("Type of the event."),
  payload: payloadSchema
    .optional()
    .describe("Its payload; the type's example by default. It must be valid for the type."),
  body: hookSettings.body.optional().describe("The template to render; absent: none is"),
  condition: hookSettings.condition.optional().describe("The condition to evaluate; absent: none is"),
});

const sourceProblemSchema = z
  .strictObject({
    detail: z.string().describe("What is wrong, and how to fix it."),
    line: z.int().nullable().describe("Line of the text, from 1; null if it is not about a place."),
    column: z.int().nullable().describe("Column of the text, from 1."),
  })
  .nullable()
  .describe("What is wrong with the text; null if nothing is");

/** Its response. */
export const previewedWebhookSchema = z.strictObject({
  payload: payloadSchema.describe("The payload that was used."),
  body: z
    .strictObject({
      text: z.string().nullable().describe("The body as it would be sent; null if it can't be rendered"),
      problem: sourceProblemSchema,
    })
    .nullable()
    .describe("null: no template was given"),
  condition: z
    .strictObject({
      met: z
        .boolean()
        .nullable()
        .describe("Whether the webhook would get the event; null if it can't be told"),
      problem: sourceProblemSchema,
    })
    .nullable()
    .describe("null: no condition was given"),
});

/** Body of `PUT /manage/v1/webhooks/order`. */
export const orderWebhooksSchema = z.strictObject({
  projectId: publicIdSchema.describe("The project whose webhooks to order."),
  webhookIds: z
    .array(publicIdSchema)
    .max(1000)
    .refine((ids) => new Set(ids).size === ids.length, "must name each webhook once")
    .describe("All configured webhooks of the project, in their new order"),
});

/** Its response. */
export const orderedWebhooksSchema = z.strictObject({
  data: z
    .array(
      z.strictObject({
        id: z.string().describe("Id of the webhook."),
        order: z.int().describe("Its place, with gaps to put others between."),
        version: versionSchema,
      }),
    )
    .describe("All configured webhooks of the project, in their order"),
});

/** One saved version of a webhook's settings. */
export const webhookVersionSchema = z.strictObject({
  version: z.int().describe("The webhook's version when it was saved."),
  createdAt: timeSchema.describe("When it was saved."),
  actor: z
    .strictObject({
      kind: z.string().describe("Who acted: a person, a project's key or the service itself."),
      id: z.string().describe("Id of the actor."),
    })
    .nullable()
    .describe("Who saved it; null: it was saved before there was a history"),
  settings: z
    .record(z.string(), z.json())
    .describe("The settings in the form of a settings file: of credentials only which were set"),
  changes: z
    .array(
      z.strictObject({
        field: z.string().describe("The setting."),
        before: z.json().describe("The value before."),
        after: z.json().describe("The value after."),
      }),
    )
    .describe("What differs from the previous version; empty for the first"),
});

export const versionParamsSchema = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  version: z.coerce.number().int().min(0).max(2_000_000_000).describe("A version from the history."),
});

export type ValidateWebhook = z.output<typeof validateWebhookSchema>;
export type ValidatedWebhook = z.output<typeof validatedWebhookSchema>;
export type PreviewedWebhook = z.output<typeof previewedWebhookSchema>;
export type WebhookVersionView = z.output<typeof webhookVersionSchema>;
