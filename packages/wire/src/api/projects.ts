import * as z from "zod";
import { languageSchema } from "../languages.ts";
import { checksModes, checksPolicyPatchSchema, checksPolicySchema } from "../session/checks.ts";
import { projectModeSchema } from "../session/kinds.ts";
import { applicantPagePatchSchema, applicantPageSchema } from "./applicant-page.ts";
import {
  nameSchema,
  shownOnceSchema,
  timeSchema,
  tokenEndSchema,
  urlSchema,
  versionSchema,
} from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";
import { projectQuotasPatchSchema, projectQuotasSchema } from "./quotas.ts";
import { overlapSecondsSchema, rotationSchema, signingRotationSchema, signingSchema } from "./rotations.ts";

/** Body of `POST /manage/v1/projects`; the language is ru when absent. */
export const createProjectSchema = z.strictObject({
  name: nameSchema.describe("The project's name, as operators see it."),
  mode: projectModeSchema.describe("`test` lets outcomes be chosen, `live` is for real people."),
  language: languageSchema
    .default("ru")
    .describe("Language of texts for people and of error messages; `ru` by default."),
  checks: z
    .enum(checksModes)
    .optional()
    .describe("What automatic checks are for; `assist` in live projects by default, `off` in test ones"),
  apiKeyExpiresAt: tokenEndSchema.describe("When its first API key, named `default`, ends; absent: never"),
});
export type CreateProject = z.output<typeof createProjectSchema>;

export const projectStatuses = ["active", "archived"] as const;

export const projectSchema = z.strictObject({
  id: z.string().describe("Id of the project."),
  name: z.string().describe("The project's name."),
  mode: projectModeSchema.describe("`test` lets outcomes be chosen, `live` is for real people."),
  status: z
    .enum(projectStatuses)
    .describe("`archived`: it accepts no new sessions, events, interceptions or orders, and can be read"),
  language: languageSchema.describe("Language of texts for people and of error messages."),
  /** Whether two people must approve before a person passes. */
  twoPersonApproval: z.boolean().describe("Whether an approval needs two people."),
  /**
   * Whether the Love&Pay calls only accept requests that are signed with the project's
   * `requestSecret`.
   */
  requireSignedRequests: z.boolean().describe("Whether requests of the Love&Pay calls must be signed."),
  developersManageWebhooks: z
    .boolean()
    .describe(
      "Whether people with the role developer may set up webhooks for event types without personal data.",
    ),
  checks: z
    .enum(checksModes)
    .describe(
      "What automatic checks are for. `assist`: they help reviewers; `decide`: they decide what the policy lets them; `off`: there are none",
    ),
  hideScores: z
    .boolean()
    .describe("Whether reviewers must give their own judgement before they see what the checks found."),
  checksPolicy: checksPolicySchema.describe("How sessions are decided by checks, where they decide."),
  applicantPage: applicantPageSchema.describe("How the applicant's page looks, and what it asks for."),
  logoSha256: z.string().nullable().describe("SHA-256 of the logo, in hex; null: there is none."),
  /** For how many days after an event its payload and the responses to it can be read. */
  payloadDays: z.int().describe("How many days payloads are kept."),
  /** For how many days the log shows that an event happened and where it was sent. */
  logDays: z.int().describe("How many days the log of deliveries is kept."),
  quotas: projectQuotasSchema.describe("the project's own quotas; null if the service's default holds"),
  storage: z
    .strictObject({
      storedBytes: z
        .int()
        .describe("What it stores, in bytes: contents, rows and indexes, as they are counted."),
      limitBytes: z.int().nullable().describe("How much it may store; null: as much as the disk takes."),
    })
    .describe(
      "How much the project stores. Of what other processes stored in the last minute, it may miss some.",
    ),
  signing: signingSchema.describe("Of its `webhookSecret`: how static and outcome addresses are signed for"),
  rotations: z
    .strictObject({
      secret: signingRotationSchema.nullable().describe("Of the secret that authenticates able-id calls."),
      requestSecret: rotationSchema.nullable().describe("Of the secret that signs requests."),
    })
    .describe("what is being rotated; null if no previous value is valid any more"),
  createdAt: timeSchema.describe("When it was created."),
  archivedAt: timeSchema.nullable().describe("When the project was archived; null while it is in use."),
  version: versionSchema,
});
export type ProjectView = z.output<typeof projectSchema>;
export const projectPageSchema = pageOf(projectSchema);

/** Query of `GET /manage/v1/projects`. */
export const projectQuerySchema = z.strictObject({
  status: repeatable(projectSchema.shape.status).describe("Only projects with these statuses."),
  mode: repeatable(projectSchema.shape.mode).describe("Only projects in these modes."),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/**
 * Longer than the preset retry schedules run. A delivery that is still being retried when its
 * payload is deleted is cancelled.
 */
const retentionDaysSchema = z.int().min(7).max(3650);

/**
 * Body of `PATCH /manage/v1/projects/{id}`: absent settings stay. Payloads are kept no longer than
 * the log.
 */
export const projectSettingsSchema = z.strictObject({
  name: nameSchema.optional().describe("A new name."),
  language: languageSchema
    .optional()
    .describe("Of its sessions if a call names none; sessions that were started keep theirs"),
  twoPersonApproval: z.boolean().optional().describe("Whether an approval needs two people."),
  requireSignedRequests: z
    .boolean()
    .optional()
    .describe("Whether requests of the Love&Pay calls must be signed."),
  developersManageWebhooks: z
    .boolean()
    .optional()
    .describe(
      "Whether people with the role developer may set up webhooks for event types without personal data.",
    ),
  checks: z
    .enum(checksModes)
    .optional()
    .describe("What automatic checks are for, from the next submission on."),
  hideScores: z
    .boolean()
    .optional()
    .describe("Whether reviewers must give their own judgement before they see what the checks found."),
  checksPolicy: checksPolicyPatchSchema
    .optional()
    .describe("Changes the members of the policy that it names."),
  applicantPage: applicantPagePatchSchema
    .optional()
    .describe("Changes the members of the page's settings that it names."),
  payloadDays: retentionDaysSchema.optional().describe("How many days payloads are kept."),
  logDays: retentionDaysSchema.optional().describe("How many days the log of deliveries is kept."),
  quotas: projectQuotasPatchSchema
    .optional()
    .describe("changes the quotas that it names; null sets one back to the service's default"),
});
export type ProjectSettings = z.output<typeof projectSettingsSchema>;

/** The response to the creation of a project: the only time that its secrets are shown. */
export const createdProjectSchema = z.strictObject({
  ...projectSchema.shape,
  secret: shownOnceSchema,
  apiKey: shownOnceSchema,
  webhookSecret: shownOnceSchema,
});
export type CreatedProject = z.output<typeof createdProjectSchema>;

/** The secrets of a project that can be rotated. */
export const rotatable = ["secret", "webhook_secret", "request_secret"] as const;
export type Rotatable = (typeof rotatable)[number];
/** Body of `POST /manage/v1/projects/{id}/rotate`. */
export const rotateSchema = z.strictObject({
  what: z.enum(rotatable).describe("Which of the project's secrets to rotate."),
  overlapSeconds: overlapSecondsSchema,
});
/** Its response: the new value, shown once, and until when the previous one is valid. */
export const rotatedSchema = z.strictObject({
  what: z.enum(rotatable).describe("Which of the project's secrets gets signed with from now on."),
  value: shownOnceSchema,
  previousValidUntil: timeSchema.nullable().describe("null: the previous value is not valid any more"),
});
/** Body of `POST /manage/v1/projects/{id}/rotate/switch`. */
export const switchRotationSchema = z.strictObject({
  what: z
    .enum(["secret", "webhook_secret"])
    .describe("`secret`: able-id hashes; `webhook_secret`: signatures that have room for one secret"),
});
/** Body of `POST /manage/v1/projects/{id}/rotate/end`. */
export const endRotationSchema = z.strictObject({
  what: z.enum(rotatable).describe("Which of the project's secrets ends."),
});

/** The keys of a project's static addresses to which data is sent. */
export const webhookConfigKeys = [
  "PERSON_WEBHOOK_URL",
  "REGISTRATION_WEBHOOK_URL",
  "PHOTO_WEBHOOK_URL",
  "FOREIGN_WEBHOOK_URL",
] as const;
export type WebhookConfigKey = (typeof webhookConfigKeys)[number];
/** The keys of a project's static addresses to which the applicant is redirected. */
export const redirectConfigKeys = ["SUCCESS_REDIRECT_URL", "ERROR_REDIRECT_URL"] as const;
export type RedirectConfigKey = (typeof redirectConfigKeys)[number];
/** able-id's six configuration keys. */
export const configKeys = [...webhookConfigKeys, ...redirectConfigKeys] as const;
export type ConfigKey = (typeof configKeys)[number];
/** A project's static addresses; null if none is set. */
export type ProjectConfig = Record<ConfigKey, string | null>;

const address = urlSchema.nullable();

/** A project's static addresses: null if none is set. */
export const projectConfigSchema = z.strictObject({
  PERSON_WEBHOOK_URL: address.describe("Where residents' passports and full records are sent."),
  REGISTRATION_WEBHOOK_URL: address.describe("Where residents' addresses are sent."),
  PHOTO_WEBHOOK_URL: address.describe("Where photos are sent."),
  FOREIGN_WEBHOOK_URL: address.describe("Where foreigners' border crossings are sent."),
  SUCCESS_REDIRECT_URL: address.describe("Where applicants return to after success."),
  ERROR_REDIRECT_URL: address.describe("Where applicants return to when a session did not succeed."),
});

/** A project's configuration as it is shown: with the version of its project. */
export const projectConfigViewSchema = z.strictObject({
  ...projectConfigSchema.shape,
  version: versionSchema,
});

/** Body of the `PATCH`: absent keys stay, null clears. */
export const configPatchSchema = projectConfigSchema.partial();
export type ConfigPatch = z.output<typeof configPatchSchema>;
