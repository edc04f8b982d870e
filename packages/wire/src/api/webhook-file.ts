import * as z from "zod";
import { publicIdSchema, shownOnceSchema } from "./fields.ts";
import { changeWebhookSchema } from "./webhooks.ts";

/** One webhook of a settings file. Credentials aren't in it; `secrets` names those that are set. */
export const settingsEntrySchema = z.strictObject({
  id: publicIdSchema.optional().describe("Id of the webhook to change; absent for a new one."),
  ...changeWebhookSchema.omit({
    flags: true,
    basicAuth: true,
    bearer: true,
    clientCertificate: true,
    headers: true,
  }).shape,
  name: changeWebhookSchema.shape.name
    .unwrap()
    .describe("The webhook's name; unique in the file if there is no id."),
  events: changeWebhookSchema.shape.events.unwrap().describe("The event types, or families of them."),
  secrets: z.array(z.string().max(120)).max(30).optional(),
});
export type SettingsEntry = z.output<typeof settingsEntrySchema>;

/** The content of a settings file. */
export const settingsFileSchema = z.strictObject({
  version: z
    .literal(2, "must be 2: files of version 1 have other names, see the changelog")
    .describe("Counts the changes."),
  webhooks: z.array(settingsEntrySchema).max(500),
});

/** Query of `GET /manage/v1/webhooks/export`. */
export const exportWebhooksSchema = z.strictObject({
  projectId: publicIdSchema.describe("The project whose webhooks to export."),
});

/** Body of `POST /manage/v1/webhooks/import`. */
export const importWebhooksSchema = z.strictObject({
  projectId: publicIdSchema.describe("The project to import into."),
  yaml: z.string().min(1).max(1_000_000).describe("The settings file."),
  apply: z.boolean().optional().describe("false, the default: only the diff"),
});

/** Its response: what the file changes, or has changed. */
export const importedWebhooksSchema = z.strictObject({
  applied: z.boolean().describe("Whether the changes were applied."),
  diff: z
    .array(
      z.strictObject({
        action: z
          .enum(["add", "change", "same", "left"])
          .describe("`left`: the file doesn't name it, and it stays as it is"),
        id: z.string().nullable().describe("Id of the webhook; null for one that would be new."),
        name: z.string().describe("Name of the webhook."),
        changes: z
          .array(
            z.strictObject({
              field: z.string().describe("The field, as a dotted path."),
              before: z.json().describe("The value before."),
              after: z.json().describe("The value after."),
            }),
          )
          .describe("What differs."),
        missingSecrets: z
          .array(z.string())
          .describe("credentials that the file names and the webhook doesn't have: to be set by hand"),
        secret: shownOnceSchema.optional().describe("Of an added one, shown once: null in a repetition"),
      }),
    )
    .describe("What the file would change, webhook by webhook."),
});
export type ImportedWebhooks = z.output<typeof importedWebhooksSchema>;
