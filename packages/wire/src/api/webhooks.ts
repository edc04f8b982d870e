import * as z from "zod";
import { anyEventTypeSchema } from "../catalog/custom.ts";
import { eventPatternProblem } from "../catalog/patterns.ts";
import { dialects } from "../dialects/index.ts";
import { patchOperationSchema } from "../interception/trace.ts";
import { keysOf } from "../keys-of.ts";
import { webhookModes } from "../webhook-modes.ts";
import {
  nameSchema,
  publicIdSchema,
  shownOnceSchema,
  timeInputSchema,
  timeSchema,
  urlSchema,
  versionSchema,
} from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";
import { overlapSecondsSchema, signingSchema } from "./rotations.ts";
import {
  basicAuthSchema,
  bearerSchema,
  clientCertificateSchema,
  customHeadersSchema,
  webhookSecretSchema,
} from "./webhook-credentials.ts";
import { hookSettings } from "./webhook-hooks.ts";

export const webhookKinds = ["configured", "static", "outcome"] as const;

/** Whether a webhook gets events now, and why not. */
export const webhookStatuses = ["active", "paused", "disabled"] as const;
export type WebhookStatus = (typeof webhookStatuses)[number];

const eventsSchema = z
  .array(
    z.string().superRefine((pattern, context) => {
      const problem = eventPatternProblem(pattern);
      if (problem !== null) context.addIssue({ code: "custom", message: problem });
    }),
  )
  .min(1, "must name at least one event type")
  .max(100)
  .refine((patterns) => new Set(patterns).size === patterns.length, "must name each type once")
  .describe("exact types, families such as `check.*`, or `*`");

export const dialectNames = keysOf(dialects);

/** The named retry schedules. */
export const retryPresetNames = ["standard", "able-id", "treezor"] as const;
export type RetryPresetName = (typeof retryPresetNames)[number];

const longestDelay = 7 * 24 * 60 * 60;
/**
 * When a failed attempt is repeated: a named schedule, or own waits in seconds, one per attempt.
 */
export const retrySchema = z
  .union(
    [
      z.enum(retryPresetNames),
      z.strictObject({
        delaysSeconds: z
          .array(z.number().min(0).max(longestDelay))
          .min(1)
          .max(50)
          .describe(
            "The wait before each attempt, in seconds; a first one of 0 makes the first attempt immediately",
          ),
      }),
    ],
    "must be standard, able-id, treezor, or {delaysSeconds}: 1 to 50 waits, each of at most 7 days, " +
      "one before each attempt; a first wait of 0 makes the first attempt immediately",
  )
  .describe("`standard` when absent");
export type RetryInput = z.output<typeof retrySchema>;

/** The body's `content-type`, instead of that of its wire format. */
export const webhookContentTypes = ["application/json", "text/plain"] as const;
export type WebhookContentType = (typeof webhookContentTypes)[number];

// Postgres and the console agree on years of four digits.
const periodEndSchema = timeInputSchema
  .refine((text) => Date.parse(text) >= Date.UTC(1970), "must not be before 1970")
  .nullable();

export const flagsSchema = z
  .strictObject({
    blockWithoutAnswer: z.boolean().describe("Whether a hook that does not respond denies."),
    awaitAnswer: z.boolean().describe("Whether the hook's response is waited for."),
    answerHasData: z.boolean().describe("Whether the hook's response may change the payload."),
  })
  .describe(
    "the form's three flags, instead of `mode`: with `awaitAnswer` a gate on before_ events, " +
      "`await` or `await_keep` on after_ and on_ events",
  );

export const modeSchema = z
  .enum(webhookModes)
  .describe(
    "`forget`: one attempt; `notify`: retried until accepted; `await`: the same, and the operation's response waits " +
      "for the first attempt, whose outcome changes nothing in it; `notify_keep`, `await_keep`: the receiver's response " +
      "is kept; `gate`: called before an operation, which it may deny; `gate_apply`: and may change",
  );

/** Every setting, as both requests take it. */
const settings = {
  name: nameSchema.describe("A name for people."),
  url: urlSchema.describe("Where events are sent."),
  events: eventsSchema,
  dialect: z
    .enum(dialectNames)
    .nullable()
    .describe("null: the native format of the types where they agree, else `standard`"),
  mode: modeSchema,
  flags: flagsSchema,
  order: z.int().min(-1_000_000).max(1_000_000).describe("ascending; ties by id"),
  timeoutMs: z
    .int()
    .min(100)
    .max(60_000)
    .nullable()
    .describe(
      "null: as in the retry schedule, usually 15000; in the modes that an operation waits for 2000, and at most 10000",
    ),
  validFrom: periodEndSchema.describe("When it starts to be used; null: immediately."),
  validTo: periodEndSchema.describe("End of the period, exclusive; null for none."),
  active: z.boolean().describe("Whether it is in use."),
  basicAuth: basicAuthSchema.nullable().describe("Credentials for HTTP basic authentication; null: none."),
  bearer: bearerSchema.nullable().describe("A bearer token to send; null: none."),
  clientCertificate: clientCertificateSchema
    .nullable()
    .describe("The certificate that the service presents to the receiver; null: none."),
  headers: customHeadersSchema.nullable().describe("Headers to send in addition; null: none."),
  retry: retrySchema,
  rateLimitPerSecond: z.int().min(1).max(10_000).nullable().describe("requests per second"),
  fifo: z.enum(["none", "subject"]).describe("`subject`: in strict order within one subject"),
  contentType: z
    .enum(webhookContentTypes)
    .nullable()
    .describe("The body's content type; null: as the format has it."),
  ...hookSettings,
};

/** Body of `PATCH /manage/v1/webhooks/{id}`: absent members stay, null clears. */
export const changeWebhookSchema = z.strictObject(settings).partial();
export type ChangeWebhook = z.output<typeof changeWebhookSchema>;

/** Body of `POST /manage/v1/webhooks`. */
export const createWebhookSchema = z.strictObject({
  projectId: publicIdSchema.describe("Project of the webhook."),
  ...changeWebhookSchema.shape,
  name: nameSchema.describe("The webhook's name, shown to operators."),
  url: urlSchema.optional().describe("required except for a built-in gate"),
  events: eventsSchema,
  secret: webhookSecretSchema.optional().describe("The secret to sign with; generated if absent."),
});
export type CreateWebhook = z.output<typeof createWebhookSchema>;

/**
 * Query of `GET /manage/v1/webhooks`. Addresses from sessions' `hooks[]` are only listed if `kind`
 * names them.
 */
export const webhookQuerySchema = z.strictObject({
  projectId: publicIdSchema.optional().describe("Only webhooks of this project"),
  kind: repeatable(z.enum(webhookKinds)).describe("Only webhooks of these kinds; absent: all but `outcome`"),
  status: repeatable(z.enum(webhookStatuses)).describe("Only webhooks with one of these statuses"),
  search: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Only webhooks with this text in their name, address or event types, or with this id"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/**
 * One settings record. Credentials are write-only: shown as set or not set; headers by their names,
 * a certificate by its contents.
 */
export const webhookSchema = z.strictObject({
  id: z.string().describe("Id of the webhook."),
  projectId: z.string().describe("Project of the webhook."),
  kind: z
    .enum(webhookKinds)
    .describe("Who made it: an operator, a configuration key, or a start call's address."),
  configKey: z.string().nullable().describe("the project's configuration key, where `kind` is static"),
  name: z.string().describe("The webhook's name, shown to operators."),
  url: z.string().nullable().describe("null: a built-in gate"),
  events: z.array(z.string()).describe("The event types, or families of them."),
  dialect: z.enum(dialectNames).describe("The wire format."),
  mode: modeSchema,
  flags: flagsSchema,
  order: z.int().describe("The order in which hooks are called, lowest first."),
  timeoutMs: z.int().describe("How long to wait for a response, in milliseconds."),
  validFrom: timeSchema.nullable().describe("From when it is in use; null: immediately."),
  validTo: timeSchema.nullable().describe("Until when it is in use; null: without an end."),
  active: z.boolean().describe("The setting: false pauses it"),
  status: z
    .enum(webhookStatuses)
    .describe(
      "`active`: it gets events; `paused`: `active` is false, events that happen now are not for it; `disabled`: by an " +
        "operator, or because it did not work: events are kept as cancelled deliveries, to be recovered once it is enabled. " +
        "`paused` if both apply.",
    ),
  hasBasicAuth: z.boolean().describe("Whether basic authentication is set."),
  hasBearer: z.boolean().describe("Whether a bearer token is set."),
  clientCertificate: z
    .strictObject({
      subject: z.string().describe("The subject of the certificate."),
      fingerprint: z.string().describe("The certificate's SHA-256 fingerprint."),
      validTo: timeSchema.describe("Until when it is in use; null: without an end."),
    })
    .nullable()
    .describe("The certificate that the service presents to the receiver."),
  headerNames: z.array(z.string()).describe("The names of the headers that are sent in addition."),
  retry: retrySchema,
  rateLimitPerSecond: z
    .int()
    .nullable()
    .describe("How many requests a second the webhook gets at most; null: no limit."),
  fifo: z
    .enum(["none", "subject"])
    .describe("Whether events of a subject are sent strictly one after another."),
  contentType: z
    .enum(webhookContentTypes)
    .nullable()
    .describe("Content type of the body; null for the format's own."),
  ...hookSettings,
  warnings: z
    .array(z.string())
    .describe(
      "what an operator should check, such as a gate that expires soon, or an awaited webhook that no operation waits for",
    ),
  disabledAt: timeSchema.nullable().describe("events are kept as cancelled deliveries since then"),
  disabledReason: z.string().nullable().describe("Why the webhook is disabled; null while it is not."),
  failingSince: timeSchema.nullable().describe("the first failure since the last success"),
  signing: signingSchema.describe("Which secrets sign its messages; never the secrets themselves"),
  version: versionSchema,
  createdAt: timeSchema.describe("When it was created."),
  updatedAt: timeSchema.describe("When it was last changed."),
});
export type WebhookView = z.output<typeof webhookSchema>;
export const webhookPageSchema = pageOf(webhookSchema);

/** The response to a creation: the only time that the secret is shown. */
export const createdWebhookSchema = z.strictObject({
  ...webhookSchema.shape,
  secret: shownOnceSchema,
});
export type CreatedWebhook = z.output<typeof createdWebhookSchema>;

/** Body of `POST /manage/v1/webhooks/{id}/disable`; it may be left out. */
export const disableWebhookSchema = z
  .strictObject({ reason: nameSchema.optional().describe("Why it is disabled, for other operators.") })
  .nullish();

/** Response of `POST /manage/v1/webhooks/{id}/enable`. */
export const enabledWebhookSchema = z.strictObject({
  webhook: webhookSchema.describe("The webhook as it now is."),
  missed: z
    .strictObject({
      since: timeSchema.describe("the first failure that led to the disabling, or the disabling itself"),
      failed: z.int().describe("How many deliveries failed."),
      cancelled: z.int().describe("How many deliveries were cancelled."),
      recover: z.string().describe("POST `{since}` to this path to send them all again"),
    })
    .nullable()
    .describe("null when it was not disabled"),
});
export type EnabledWebhook = z.output<typeof enabledWebhookSchema>;

/** Body of `POST /manage/v1/webhooks/{id}/rotate-secret`; it may be left out. */
export const rotateWebhookSecretSchema = z
  .strictObject({
    secret: webhookSecretSchema.optional().describe("The secret to sign with; generated if absent."),
    overlapSeconds: overlapSecondsSchema,
  })
  .nullish();
/**
 * Its response: the new secret, shown once, and until when the previous one signs in addition to
 * it.
 */
export const rotatedWebhookSecretSchema = z.strictObject({
  secret: shownOnceSchema,
  previousValidUntil: timeSchema.nullable().describe("null: the previous secret no longer signs"),
});

/**
 * Body of `POST /manage/v1/webhooks/{id}/test`; without a type the first of the webhook's.
 */
export const testWebhookSchema = z
  .strictObject({
    type: anyEventTypeSchema
      .optional()
      .describe("Type of the invented event; the first of the webhook's by default."),
    payload: z
      .record(z.string(), z.json())
      .optional()
      .describe("Its payload; the type's example by default. It must be valid for the type."),
  })
  .nullish();

/**
 * What an operation would do if this was its only hook: judged like a real response.
 */
const gateTestSchema = z.strictObject({
  verdict: z
    .enum(["allowed", "denied", "broken", "tolerated"])
    .describe("What the operation would do after this response."),
  why: z.string().nullable().describe("for broken and tolerated: the word in a run's trace"),
  failurePolicy: z
    .enum(["fail", "continue"])
    .describe("the failure policy, which decides if the hook is broken"),
  idle: z.array(z.string()).describe("why an operation would not call it at this moment, if so"),
  changes: z.array(patchOperationSchema).describe("what would be applied to the payload"),
  warnings: z.array(z.string()).describe("Remarks of the hooks that allowed it."),
  caller: z
    .strictObject({
      statusCode: z.int().describe("The HTTP status that the operation would return."),
      error: z.record(z.string(), z.unknown()).describe("What went wrong; null if nothing did."),
    })
    .nullable()
    .describe("the response to the operation's caller; null: the operation would proceed"),
});

/**
 * What an operation would do that waits for this call after its event. Its status and body are the
 * same either way.
 */
const awaitedTestSchema = z.strictObject({
  waitedMs: z.number().describe("how long the operation's response would have waited for this call"),
  degraded: z.boolean().describe("whether the response would name the webhook in `countersign-degraded`"),
  deliveryStatus: z
    .enum(["delivered", "retrying", "exhausted", "done", "cancelled"])
    .describe("the status of the delivery after this attempt"),
  idle: z.array(z.string()).describe("why an operation would not wait for it at this moment, if so"),
});

/** Response of the test: the whole exchange. Credentials in the request's headers are masked. */
export const webhookExchangeSchema = z.strictObject({
  type: z.string().describe("Type of the example event."),
  verdict: z
    .strictObject({
      accepted: z.boolean().describe("for a gate: whether an operation would proceed after this response"),
      outcome: z
        .string()
        .describe("`delivered`, or the kind of failure, as in the log of attempts; of a gate its verdict"),
      detail: z.string().describe("What was observed, in words."),
      gate: gateTestSchema.nullable().describe("null if the webhook is not a gate"),
      awaited: awaitedTestSchema.nullable().describe("null if its mode is neither `await` nor `await_keep`"),
    })
    .describe("What a real call would do."),
  request: z
    .strictObject({
      url: z.string().describe("The address that was called."),
      method: z.literal("POST").describe("The HTTP method of the call."),
      headers: z
        .record(z.string(), z.string())
        .describe("The headers that were sent; credentials are masked."),
      body: z.string().describe("The body as it was sent."),
    })
    .describe("What was sent."),
  response: z
    .strictObject({
      statusCode: z.int().describe("The HTTP status that came back."),
      headers: z.record(z.string(), z.string()).describe("The headers that came back."),
      body: z
        .string()
        .describe("at most its first 16 KiB; for a gate, and in modes that keep responses, 256 KiB"),
      truncated: z.boolean().describe("Whether the body was truncated."),
    })
    .nullable()
    .describe("What came back; null if nothing did."),
  dialled: z.string().nullable().describe("The address that was connected to."),
  timings: z.record(z.string(), z.number()).describe("milliseconds by phase"),
});
export type WebhookExchange = z.output<typeof webhookExchangeSchema>;
