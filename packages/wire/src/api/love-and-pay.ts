import * as z from "zod";
import { eventTypes, verifiedDataSchema } from "../catalog/index.ts";
import { keysOf } from "../keys-of.ts";
import { loveAndPayErrors } from "../love-and-pay/errors.ts";
import { loveAndPayFailureReasonSchema, loveAndPayLanguages } from "../love-and-pay/failure-reasons.ts";
import { kycSessionStatuses, loveAndPayLevels } from "../love-and-pay/sessions.ts";
import { timeSchema, urlSchema } from "./fields.ts";
import { webhookSecretSchema } from "./webhook-credentials.ts";

const maxMetadataChars = 10_000;

/**
 * What the integrator gets back in events and responses, as it was given: at most 50 keys and
 * 10,000 characters.
 */
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
 * Body of `POST /api/v2/kyc/sessions`. `callbackUrl` is only accepted if it is the project's static
 * redirect: the caller compares them, and refuses any other with `callback_url_not_allowed`.
 */
export const createKycSessionSchema = z.strictObject({
  customerId: contact.optional().describe("The caller's own id of the customer; returned as it was given."),
  customerEmail: z
    .email()
    .max(200)
    .optional()
    .describe("The customer's e-mail address; returned as it was given."),
  customerPhone: contact.optional().describe("The customer's phone number; returned as it was given."),
  level: z
    .enum(loveAndPayLevels)
    .default("basic")
    .describe(
      "How thoroughly the customer is verified: `basic` by document and selfie, `full` also by the face from three sides.",
    ),
  language: z.enum(loveAndPayLanguages).default("ru").describe("The language of the applicant's page."),
  metadata: metadata
    .default({})
    .describe("Anything to get back in events and responses: at most 50 keys and 10,000 characters."),
  callbackUrl: urlSchema
    .optional()
    .describe(
      "Where the customer returns to. Only the project's `SUCCESS_REDIRECT_URL` is accepted; best left out.",
    ),
});
export type CreateKycSession = z.output<typeof createKycSessionSchema>;

/**
 * Its response, 201. `id` and `sessionId` are the same; the session can be entered for 30 minutes.
 */
export const createdKycSessionSchema = z.strictObject({
  id: z.string().describe("The session, `kyc_…`."),
  sessionId: z.string().describe("The same as `id`."),
  status: z.literal("NOT_STARTED").describe("The session waits for the customer."),
  verificationUrl: z
    .string()
    .describe("The customer's link. It is a credential: anybody who has it can take part in the session."),
  expiresAt: timeSchema.describe("When the session ends unless it is finished before: after 30 minutes."),
});
export type CreatedKycSession = z.output<typeof createdKycSessionSchema>;

const score = z.number().min(0).max(1).nullable().describe("0 to 1; null if nobody scored it");

/** A session, as it is read and listed. Its document's number is masked as in the event. */
export const kycSessionSchema = z.strictObject({
  id: z.string().describe("The session, `kyc_…`."),
  sessionId: z.string().describe("The same as `id`."),
  status: z.enum(kycSessionStatuses).describe("The session's state."),
  level: z.enum(loveAndPayLevels).describe("How thoroughly the customer is verified."),
  language: z.enum(loveAndPayLanguages).describe("The language of the applicant's page."),
  customerId: z
    .string()
    .nullable()
    .describe("The integrator's own id of the customer, as given at the start."),
  customerEmail: z.string().nullable().describe("The customer's e-mail address, as given at the start."),
  customerPhone: z.string().nullable().describe("The customer's phone number, as given at the start."),
  result: z
    .strictObject({
      scores: z
        .strictObject({ document: score, face: score, liveness: score })
        .describe("What was judged, each from 0 to 1."),
      verifiedData: verifiedDataSchema.nullable().describe("The verified person; only with APPROVED."),
      failureReason: loveAndPayFailureReasonSchema
        .nullable()
        .describe("Why the person did not pass; only with DECLINED."),
      failureDetails: z.string().nullable().describe("Why, for people, in the session's language."),
    })
    .nullable()
    .describe("null until it is decided"),
  retryUrl: z
    .string()
    .nullable()
    .describe(
      "Only with DECLINED, where the project allows another attempt: the customer's link to the reason, the advice and Try again. It is a credential.",
    ),
  metadata: z.record(z.string(), z.json()).describe("The metadata given at the start."),
  createdAt: timeSchema.describe("When the session was created."),
  expiresAt: timeSchema.describe("When the session ends unless it is finished before."),
  completedAt: timeSchema.nullable().describe("When it was approved or declined; null otherwise."),
});
export type KycSessionView = z.output<typeof kycSessionSchema>;

/** Query of `GET /api/v2/kyc/sessions`. */
export const kycSessionQuerySchema = z.strictObject({
  status: z.enum(kycSessionStatuses).optional().describe("Only sessions in this state."),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("How many sessions to return at most."),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe("How many sessions to skip."),
});
export type KycSessionQuery = z.output<typeof kycSessionQuerySchema>;

/** Its response, newest first; `total` counts all that the query selects. */
export const kycSessionListSchema = z.strictObject({
  data: z.array(kycSessionSchema).describe("The sessions of this page, newest first."),
  total: z.int().describe("How many sessions match in all."),
  limit: z.int().describe("As in the request."),
  offset: z.int().describe("As in the request."),
});

const isOwn = (type: string) => type.startsWith("kyc.");
/** The event types that a Love&Pay webhook may ask for. */
export const loveAndPayEventTypes = eventTypes.filter(isOwn);

/** Body of `POST /api/v1/webhooks`; without a secret one is made. */
export const createLoveAndPayWebhookSchema = z.strictObject({
  url: urlSchema.describe("A public https address."),
  events: z.array(z.enum(loveAndPayEventTypes)).min(1).max(20).describe("The event types to send."),
  secret: webhookSecretSchema.optional().describe("The secret to sign with; generated if absent."),
});
export type CreateLoveAndPayWebhook = z.output<typeof createLoveAndPayWebhookSchema>;

/** A registered webhook; its secret is not shown again. */
export const loveAndPayWebhookSchema = z.strictObject({
  id: z.string().describe("Id of the webhook."),
  url: z.string().describe("Where events are sent."),
  events: z.array(z.string()).describe("The event types that are sent."),
  active: z.boolean().describe("Whether events are sent."),
  createdAt: timeSchema.describe("When it was registered."),
});
/** Response of the registration, 201: the only time that the secret is shown. */
export const createdLoveAndPayWebhookSchema = z.strictObject({
  ...loveAndPayWebhookSchema.shape,
  secret: z.string().describe("The secret that signs the events. Shown only once."),
});
/** Response of `GET /api/v1/webhooks`. */
export const loveAndPayWebhookListSchema = z.strictObject({
  data: z.array(loveAndPayWebhookSchema).describe("The project's webhooks, newest first."),
});

const errorCodes = keysOf(loveAndPayErrors);
/** Every error response of the Love&Pay calls. */
export const loveAndPayErrorSchema = z.strictObject({
  error: z
    .strictObject({
      code: z.enum(errorCodes).describe("What went wrong; codes never change their meaning."),
      message: z.string().describe("For people, in the project's language."),
      field: z.string().optional().describe("The field at fault, as a dotted path."),
    })
    .describe("What went wrong."),
});
