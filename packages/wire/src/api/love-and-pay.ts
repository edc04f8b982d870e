import * as z from "zod";
import { type EventType, eventTypes, verifiedDataSchema } from "../catalog/index.ts";
import { type LoveAndPayErrorCode, loveAndPayErrors } from "../love-and-pay/errors.ts";
import { loveAndPayFailureReasonSchema, loveAndPayLanguages } from "../love-and-pay/failure-reasons.ts";
import { kycSessionStatuses, loveAndPayLevels } from "../love-and-pay/sessions.ts";
import { timeSchema, urlSchema } from "./fields.ts";
import { webhookSecretSchema } from "./webhook-credentials.ts";

const maxMetadataChars = 10_000;

/** What the integrator wants back in events and answers, as it was given: at most 50 keys and 10,000 characters. */
const metadata = z
  .record(z.string().max(100), z.json())
  .refine((value) => Object.keys(value).length <= 50, "must have at most 50 keys")
  .refine((value) => JSON.stringify(value).length <= maxMetadataChars, "must be at most 10,000 characters");

const contact = z
  .string()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

/**
 * Body of `POST /api/v2/kyc/sessions`. `callbackUrl` is taken only where it is the project's static redirect: the
 * caller compares, and refuses another with `callback_url_not_allowed`.
 */
export const createKycSessionSchema = z.strictObject({
  customerId: contact.optional(),
  customerEmail: z.email().max(200).optional(),
  customerPhone: contact.optional(),
  level: z.enum(loveAndPayLevels).default("basic"),
  language: z.enum(loveAndPayLanguages).default("ru"),
  metadata: metadata.default({}),
  callbackUrl: urlSchema.optional(),
});
export type CreateKycSession = z.output<typeof createKycSessionSchema>;

/** Its answer, 201. `id` and `sessionId` are the same; the session can be entered for 30 minutes. */
export const createdKycSessionSchema = z.strictObject({
  id: z.string(),
  sessionId: z.string(),
  status: z.literal("NOT_STARTED"),
  verificationUrl: z.string(),
  expiresAt: timeSchema,
});
export type CreatedKycSession = z.output<typeof createdKycSessionSchema>;

const score = z.number().min(0).max(1).nullable().describe("0 to 1; null where nobody scored it");

/** A session, as reading and listing answer it. Its document's number is masked as in the event. */
export const kycSessionSchema = z.strictObject({
  id: z.string(),
  sessionId: z.string(),
  status: z.enum(kycSessionStatuses),
  level: z.enum(loveAndPayLevels),
  language: z.enum(loveAndPayLanguages),
  customerId: z.string().nullable(),
  customerEmail: z.string().nullable(),
  customerPhone: z.string().nullable(),
  result: z
    .strictObject({
      scores: z.strictObject({ document: score, face: score, liveness: score }),
      verifiedData: verifiedDataSchema.nullable().describe("with APPROVED only"),
      failureReason: loveAndPayFailureReasonSchema.nullable().describe("with DECLINED only"),
      failureDetails: z.string().nullable(),
    })
    .nullable()
    .describe("null until it is decided"),
  metadata: z.record(z.string(), z.json()),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  completedAt: timeSchema.nullable(),
});
export type KycSessionView = z.output<typeof kycSessionSchema>;

/** Query of `GET /api/v2/kyc/sessions`. */
export const kycSessionQuerySchema = z.strictObject({
  status: z.enum(kycSessionStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export type KycSessionQuery = z.output<typeof kycSessionQuerySchema>;

/** Its answer, newest first; `total` counts all that the query selects. */
export const kycSessionListSchema = z.strictObject({
  data: z.array(kycSessionSchema),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});

const isOwn = (type: string) => type.startsWith("kyc.");
/** The event types that a Love&Pay webhook may ask for. */
export const loveAndPayEventTypes = eventTypes.filter(isOwn) as [EventType, ...EventType[]];

/** Body of `POST /api/v1/webhooks`; without a secret one is made. */
export const createLoveAndPayWebhookSchema = z.strictObject({
  url: urlSchema,
  events: z.array(z.enum(loveAndPayEventTypes)).min(1).max(20),
  secret: webhookSecretSchema.optional(),
});
export type CreateLoveAndPayWebhook = z.output<typeof createLoveAndPayWebhookSchema>;

/** A registered webhook; its secret is not shown again. */
export const loveAndPayWebhookSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  active: z.boolean(),
  createdAt: timeSchema,
});
/** Answer of the registration, 201: the only time that the secret is shown. */
export const createdLoveAndPayWebhookSchema = z.strictObject({
  ...loveAndPayWebhookSchema.shape,
  secret: z.string(),
});
/** Answer of `GET /api/v1/webhooks`. */
export const loveAndPayWebhookListSchema = z.strictObject({ data: z.array(loveAndPayWebhookSchema) });

const errorCodes = Object.keys(loveAndPayErrors) as [LoveAndPayErrorCode, ...LoveAndPayErrorCode[]];
/** Every error answer of the Love&Pay calls. */
export const loveAndPayErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(errorCodes),
    message: z.string(),
    field: z.string().optional(),
  }),
});
