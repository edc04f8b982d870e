import * as z from "zod";
import { sessionLanguageSchema } from "../languages.ts";
import { identitySchema } from "../person/identity.ts";
import { sessionDocumentTypeSchema } from "../session/captures.ts";
import {
  manageApplicantMethodSchema,
  manageMethodSchema,
  personKinds,
  sessionFlows,
  sessionOriginSchema,
} from "../session/kinds.ts";
import { sessionReasonSchema } from "../session/reasons.ts";
import { sessionStateSchema } from "../session/states.ts";
import { publicIdSchema, timeSchema } from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/** Query of `GET /manage/v1/sessions`. */
export const sessionQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema),
  status: repeatable(sessionStateSchema),
  transactionId: repeatable(z.string().max(100)).describe("The integrator's own id of the session"),
  method: repeatable(manageMethodSchema),
  origin: repeatable(sessionOriginSchema).describe("Through which API the session was started"),
  userId: repeatable(z.string().max(100)).describe("The integrator's own id of the person"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** A session as operators and integrators see it: no personal data. */
export const sessionSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  transactionId: z.string().nullable(),
  method: manageMethodSchema,
  /** Through which API it was started. */
  origin: sessionOriginSchema,
  flow: z.enum(sessionFlows),
  /** Null in a direct session until the integrator says who the person is. */
  personKind: z.enum(personKinds).nullable(),
  /** The integrator's own id of the person, where it gave one. */
  userId: z.string().nullable(),
  /** The document that the applicant chose to show, in a `document` session. */
  documentType: sessionDocumentTypeSchema.nullable(),
  language: sessionLanguageSchema,
  status: sessionStateSchema,
  failureReason: sessionReasonSchema.nullable(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  decidedAt: timeSchema.nullable(),
  redactedAt: timeSchema.nullable(),
});
export type SessionView = z.output<typeof sessionSchema>;
export const sessionPageSchema = pageOf(sessionSchema);

/** The integrator's own id of something: 1 to 100 printable characters. */
const foreignId = z.string().regex(/^[\x21-\x7e]{1,100}$/, "must be 1 to 100 visible ASCII characters");

/** The integrator's own number of a person, shown to operators: no e-mail address or telephone number has this form. */
const userIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -");

/**
 * Body of `POST /manage/v1/sessions`: a session that asks no registry. The language is the project's when absent,
 * the applicant has 30 minutes.
 */
export const startMethodSchema = z.strictObject({
  projectId: publicIdSchema,
  method: manageApplicantMethodSchema,
  transactionId: foreignId.optional(),
  userId: userIdSchema.optional(),
  language: sessionLanguageSchema.optional(),
  /** Who the person is said to be; an operator verifies it. */
  expectedIdentity: identitySchema.optional(),
  /** Returned in the events as it was given. */
  metadata: z.record(z.string().max(100), z.json()).optional(),
});
export type StartMethod = z.output<typeof startMethodSchema>;

/** Its answer; `url` holds the page's token and is shown by this answer alone. */
export const startedSessionSchema = z.strictObject({ ...sessionSchema.shape, url: z.string() });

/** One move of a session: what caused it, from where to where, and who did it. */
export const timelineEntrySchema = z.strictObject({
  version: z.int().describe("Of the session after the move"),
  occurredAt: timeSchema,
  trigger: z.string(),
  from: sessionStateSchema.nullable(),
  to: sessionStateSchema,
  actor: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
});
export type TimelineEntry = z.output<typeof timelineEntrySchema>;

/** Answer of `GET /manage/v1/sessions/{id}`. */
export const sessionDetailSchema = z.strictObject({
  ...sessionSchema.shape,
  timeline: z.array(timelineEntrySchema),
});

/** Body of `POST /manage/v1/sessions/{id}/simulate`, test-mode projects only. The reason goes with a failure. */
export const simulateSchema = z
  .strictObject({ outcome: z.enum(["succeeded", "failed"]), reason: sessionReasonSchema.optional() })
  .refine((body) => body.outcome === "failed" || body.reason === undefined, {
    path: ["reason"],
    message: "goes with a failure only",
  });
export type Simulate = z.output<typeof simulateSchema>;

/** Answer of `POST /manage/v1/sessions/{id}/redact`: how much of the person's went with the session. */
export const redactedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  /** All sessions of the person in the project, this one among them. */
  sessions: z.int(),
  cancelledDeliveries: z.int(),
});

/** Answer of `POST /manage/v1/users/{id}/redact`: how much of the user went with them. */
export const redactedUserSchema = z.strictObject({
  id: z.string(),
  projectId: z.string(),
  documents: z.int(),
  sessions: z.int(),
  cancelledDeliveries: z.int(),
});
