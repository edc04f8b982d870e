import * as z from "zod";
import { nameSchema, shownOnceSchema, timeSchema, tokenEndSchema, versionSchema } from "./fields.ts";
import { pageOf } from "./pagination.ts";
import { overlapSecondsSchema } from "./rotations.ts";

export const apiKeyStatuses = ["active", "expired", "revoked"] as const;

/** A key of a project, without the key itself. */
export const apiKeySchema = z.strictObject({
  id: z.string().describe("`tok_…`; the audit log names the key's calls by it"),
  name: z.string().describe("The key's name, such as that of the system that uses it."),
  prefix: z
    .string()
    .nullable()
    .describe("The first characters of the key; null for a key that was created before they were stored"),
  status: z.enum(apiKeyStatuses).describe("`active`, or why the key is no longer accepted."),
  createdAt: timeSchema.describe("When it was created."),
  expiresAt: timeSchema.nullable().describe("From then on the key is refused; null: never"),
  lastUsedAt: timeSchema.nullable().describe("Written at most once a minute; null: not used yet"),
  revokedAt: timeSchema.nullable().describe("When it was revoked; null if it was not."),
  replacedBy: z.string().nullable().describe("The id of the key that replaced it in a rotation"),
  version: versionSchema,
});
export type ApiKeyView = z.output<typeof apiKeySchema>;
export const apiKeyPageSchema = pageOf(apiKeySchema);

/** Body of `POST /manage/v1/projects/{id}/api-keys`. */
export const createApiKeySchema = z.strictObject({
  name: nameSchema.describe("What people call it, for example the system that uses it"),
  expiresAt: tokenEndSchema,
});

/** A key as the response to its creation shows it. */
export const createdApiKeySchema = z.strictObject({
  ...apiKeySchema.shape,
  key: shownOnceSchema,
});

/** Body of `PATCH /manage/v1/projects/{id}/api-keys/{keyId}`: absent members stay. */
export const changeApiKeySchema = z.strictObject({
  name: nameSchema.optional().describe("A new name."),
  expiresAt: tokenEndSchema.nullable().describe("From then on the key is refused; null: never"),
});

/** Body of `POST /manage/v1/projects/{id}/api-keys/{keyId}/rotate`; it may be left out. */
export const rotateApiKeySchema = z
  .strictObject({
    overlapSeconds: overlapSecondsSchema,
    expiresAt: tokenEndSchema.describe("When the new key ends; absent: never"),
  })
  .nullish();

/** Its response: the new key, and until when the one that it replaces is accepted. */
export const rotatedApiKeySchema = z.strictObject({
  ...createdApiKeySchema.shape,
  replaces: z
    .strictObject({
      id: z.string().describe("Id of the key."),
      validUntil: timeSchema.nullable().describe("null: it is refused already"),
    })
    .describe("The key that it replaces."),
});
