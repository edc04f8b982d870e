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
  projectId: repeatable(publicIdSchema).describe("The project."),
  status: repeatable(sessionStateSchema).describe("Its status."),
  transactionId: repeatable(z.string().max(100)).describe("The integrator's own id of the session"),
  method: repeatable(manageMethodSchema).describe("The method."),
  origin: repeatable(sessionOriginSchema).describe("Through which API the session was started"),
  userId: repeatable(z.string().max(100)).describe("The integrator's own id of the person"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** A session as operators and integrators see it: no personal data. */
export const sessionSchema = z.strictObject({
  id: z.string().describe("Its id."),
  projectId: z.string().describe("The project."),
  transactionId: z.string().nullable().describe("The caller's own id of the session."),
  method: manageMethodSchema.describe("The method."),
  /** Through which API it was started. */
  origin: sessionOriginSchema.describe("Through which API the session was started."),
  flow: z
    .enum(sessionFlows)
    .describe("Who leads the person through: the page, or the integrator with its own camera."),
  /** Null in a direct session until the integrator says who the person is. */
  personKind: z
    .enum(personKinds)
    .nullable()
    .describe("Whom the session is about: a resident or a foreigner."),
  /** The integrator's own id of the person, where it gave one. */
  userId: z.string().nullable().describe("The user."),
  /** The document that the applicant chose to show, in a `document` session. */
  documentType: sessionDocumentTypeSchema.nullable().describe("The kind of document."),
  language: sessionLanguageSchema.describe("The language."),
  status: sessionStateSchema.describe("Its status."),
  failureReason: sessionReasonSchema.nullable().describe("Why the session failed; null where it did not."),
  createdAt: timeSchema.describe("When it was created."),
  expiresAt: timeSchema.describe("When it ends."),
  decidedAt: timeSchema.nullable().describe("When it was decided; null until then."),
  redactedAt: timeSchema.nullable().describe("When the person was erased; null where they are not."),
});
export type SessionView = z.output<typeof sessionSchema>;
export const sessionPageSchema = pageOf(sessionSchema);

/** The integrator's own id of something: 1 to 100 printable characters. */
const foreignId = z.string().regex(/^[\x21-\x7e]{1,100}$/, "must be 1 to 100 visible ASCII characters");

/**
 * The integrator's own number of a person, shown to operators: no e-mail address or telephone
 * number has this form.
 */
const userIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, _ or -");

/**
 * Body of `POST /manage/v1/sessions`: a session that asks no registry. The language is the
 * project's when absent, the applicant has 30 minutes.
 */
export const startMethodSchema = z.strictObject({
  projectId: publicIdSchema.describe("The project."),
  method: manageApplicantMethodSchema.describe("The method."),
  transactionId: foreignId.optional().describe("The caller's own id of the session."),
  userId: userIdSchema.optional().describe("The user."),
  language: sessionLanguageSchema.optional().describe("The language."),
  /** Who the person is said to be; an operator verifies it. */
  expectedIdentity: identitySchema.optional().describe("Who the person should be."),
  /** Returned in the events as it was given. */
  metadata: z.record(z.string().max(100), z.json()).optional().describe("Anything to get back in events."),
});
export type StartMethod = z.output<typeof startMethodSchema>;

/** Its answer; `url` holds the page's token and is shown by this answer alone. */
export const startedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  url: z.string().describe("The address."),
});

/** One move of a session: what caused it, from where to where, and who did it. */
export const timelineEntrySchema = z.strictObject({
  version: z.int().describe("Of the session after the move"),
  occurredAt: timeSchema.describe("When it happened."),
  trigger: z.string().describe("What caused it."),
  from: sessionStateSchema.nullable().describe("Where it comes from."),
  to: sessionStateSchema.describe("The state after it."),
  actor: z
    .strictObject({
      kind: z.string().describe("What kind it is."),
      id: z.string().nullable().describe("Its id."),
    })
    .describe("Who did it."),
});
export type TimelineEntry = z.output<typeof timelineEntrySchema>;

/** Answer of `GET /manage/v1/sessions/{id}`. */
export const sessionDetailSchema = z.strictObject({
  ...sessionSchema.shape,
  timeline: z.array(timelineEntrySchema).describe("What happened to the session, in order."),
});

/**
 * Body of `POST /manage/v1/sessions/{id}/simulate`, test-mode projects only. The reason goes with a
 * failure.
 */
export const simulateSchema = z
  .strictObject({
    outcome: z.enum(["succeeded", "failed"]).describe("How it ends."),
    reason: sessionReasonSchema.optional().describe("Why."),
  })
  .refine((body) => body.outcome === "failed" || body.reason === undefined, {
    path: ["reason"],
    message: "goes with a failure only",
  });
export type Simulate = z.output<typeof simulateSchema>;

/**
 * Answer of `POST /manage/v1/sessions/{id}/redact`: how much of the person's went with the session.
 */
export const redactedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  /** All sessions of the person in the project, this one among them. */
  sessions: z.int().describe("How many sessions were erased."),
  cancelledDeliveries: z.int().describe("How many deliveries were cancelled."),
});

/** Answer of `POST /manage/v1/users/{id}/redact`: how much of the user went with them. */
export const redactedUserSchema = z.strictObject({
  id: z.string().describe("Its id."),
  projectId: z.string().describe("The project."),
  documents: z.int().describe("How many documents were erased."),
  sessions: z.int().describe("How many sessions were erased."),
  cancelledDeliveries: z.int().describe("How many deliveries were cancelled."),
});
