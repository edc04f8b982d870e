import * as z from "zod";
import { sessionLanguageSchema } from "../languages.ts";
import { identitySchema } from "../person/identity.ts";
import { crossingDataSchema, personDataSchema } from "../registry.ts";
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
import { pictureSchema } from "./reviews.ts";
import { sessionSignatureSchema, signingDocumentSchema } from "./signing.ts";

/** Query of `GET /manage/v1/sessions`. */
export const sessionQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Only sessions of these projects."),
  status: repeatable(sessionStateSchema).describe("Only sessions with these statuses."),
  transactionId: repeatable(z.string().max(100)).describe("The integrator's own id of the session"),
  failureReason: repeatable(sessionReasonSchema).describe("Only sessions that failed for these reasons."),
  method: repeatable(manageMethodSchema).describe("Only sessions of these methods."),
  origin: repeatable(sessionOriginSchema).describe("Through which API the session was started"),
  userId: repeatable(z.string().max(100)).describe("The integrator's own id of the person"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** A session as operators and integrators see it: no personal data. */
export const sessionSchema = z.strictObject({
  id: z.string().describe("Id of the session."),
  projectId: z.string().describe("Project of the session."),
  transactionId: z.string().nullable().describe("The caller's own id of the session."),
  method: manageMethodSchema.describe("How the person is verified."),
  /** Through which API it was started. */
  origin: sessionOriginSchema.describe("Through which API the session was started."),
  flow: z
    .enum(sessionFlows)
    .describe("Who guides the person: the page, or the integrator with its own camera."),
  /** Null in a direct session until the integrator names the person. */
  personKind: z
    .enum(personKinds)
    .nullable()
    .describe("Whom the session is about: a resident or a foreigner."),
  /** The integrator's own id of the person, where it gave one. */
  userId: z.string().nullable().describe("The integrator's own id of the person; null if none was given."),
  /** The document that the applicant chose to show, in a `document` session. */
  documentType: sessionDocumentTypeSchema.nullable().describe("The kind of document."),
  language: sessionLanguageSchema.describe("Language of the applicant's page."),
  status: sessionStateSchema.describe("Status of the session."),
  failureReason: sessionReasonSchema.nullable().describe("Why the session failed; null if it did not."),
  createdAt: timeSchema.describe("When it was created."),
  expiresAt: timeSchema.describe("When the applicant's time ends."),
  decidedAt: timeSchema.nullable().describe("When it was decided; null until then."),
  redactedAt: timeSchema.nullable().describe("When the person was erased; null if they were not."),
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
 * Body of `POST /manage/v1/sessions`: a session that queries no registry. The language is the
 * project's when absent, the applicant has 30 minutes.
 */
export const startMethodSchema = z
  .strictObject({
    projectId: publicIdSchema.describe("Project of the session."),
    method: manageApplicantMethodSchema.describe("How to verify the person.").meta({ examples: ["qes"] }),
    transactionId: foreignId.optional().describe("The caller's own id of the session."),
    userId: userIdSchema.optional().describe("Your own id of the person, which links their sessions."),
    language: sessionLanguageSchema
      .optional()
      .describe("Language of the applicant's page; the project's by default."),
    /** Who the person is said to be; an operator verifies it. */
    expectedIdentity: identitySchema.optional().describe("Who the person should be."),
    /** Returned in the events as it was given. */
    metadata: z.record(z.string().max(100), z.json()).optional().describe("Anything to get back in events."),
    document: signingDocumentSchema
      .optional()
      .describe(
        "What the person signs, in the method `qes`; without it they sign nothing and only an agent identifies them.",
      ),
  })
  .refine(({ method, document }) => document === undefined || method === "qes", {
    path: ["document"],
    error: "goes with the method qes only",
  });
export type StartMethod = z.output<typeof startMethodSchema>;

/** Its response; `url` holds the page's token and is shown only in this response. */
export const startedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  url: z
    .string()
    .describe("Address of the applicant's page. It holds the page's token: give it to the applicant alone."),
});

/** One transition of a session: its trigger, its states before and after, and its actor. */
export const timelineEntrySchema = z.strictObject({
  version: z.int().describe("Of the session after the transition"),
  occurredAt: timeSchema.describe("When the transition happened."),
  trigger: z.string().describe("The trigger, such as `consent` or `expire`."),
  from: sessionStateSchema.nullable().describe("The state before it."),
  to: sessionStateSchema.describe("The state after it."),
  actor: z
    .strictObject({
      kind: z
        .string()
        .describe("Who acted: the applicant, an operator, a project's key or the service itself."),
      id: z.string().nullable().describe("Id of the actor; null for the service itself."),
    })
    .describe("Who caused the transition."),
});
export type TimelineEntry = z.output<typeof timelineEntrySchema>;

const linkSchema = z.string();

/** Response of `GET /manage/v1/sessions/{id}`. */
export const sessionDetailSchema = z.strictObject({
  ...sessionSchema.shape,
  attempt: z
    .int()
    .describe("1; in a session in which an applicant tries again, one more than in the failed one."),
  retryOf: z.string().nullable().describe("The failed session that this one repeats; null: it repeats none."),
  retry: z
    .strictObject({
      url: z
        .string()
        .nullable()
        .describe(
          "Address of the failed session's page, where the applicant reads why and tries again. It holds a token: give it to the applicant alone. Shown to the project's own keys, null to people.",
        ),
      sessionId: z
        .string()
        .nullable()
        .describe("The session in which the applicant tried again; null where they did not yet."),
      until: timeSchema.nullable().describe("Until when they can begin; null once they did."),
    })
    .nullable()
    .describe("How the applicant of a failed session tries again; null where they can't."),
  consent: z
    .strictObject({
      version: z.string().describe("Of the consent's text."),
      language: sessionLanguageSchema.describe("In which the applicant read it."),
      givenAt: timeSchema.describe("When they agreed."),
    })
    .nullable()
    .describe("Which text the applicant agreed to; null if they did not, or before texts had versions."),
  signature: sessionSignatureSchema
    .nullable()
    .describe("The document that the person signs; null where the session has none."),
  timeline: z.array(timelineEntrySchema).describe("What happened to the session, in order."),
  links: z
    .strictObject({
      reviews: linkSchema.describe("Lists its reviews."),
      events: linkSchema.describe("Lists its events."),
      deliveries: linkSchema.describe("Lists the deliveries of its events."),
      otherSessions: linkSchema
        .nullable()
        .describe("Lists the sessions of the same person; null if the integrator gave no id of them."),
      signedDocument: linkSchema
        .nullable()
        .describe("The signed PDF; null until the session has succeeded with one."),
    })
    .describe("What belongs to the session: addresses below `/manage/v1`."),
});
export type SessionDetail = z.output<typeof sessionDetailSchema>;

/** Response of `POST /manage/v1/sessions/{id}/page-link`. */
export const pageLinkSchema = z.strictObject({
  url: z
    .string()
    .describe("Address of the applicant's page. It holds the page's token: give it to the applicant alone."),
  expiresAt: timeSchema.describe("When the applicant's time ends, as before."),
});
export type PageLink = z.output<typeof pageLinkSchema>;

/**
 * Response of `GET /manage/v1/sessions/{id}/personal-data`: what is known of the person, and the
 * pictures. Reading it leaves an audit record.
 */
export const sessionPersonalDataSchema = z.strictObject({
  erased: z.boolean().describe("Whether the person was erased: then none of their data is left."),
  pinfl: z.string().nullable().describe("PINFL of a resident; null if no registry is asked."),
  document: z.string().nullable().describe("Document by which a foreigner was found in the registry."),
  registryPerson: personDataSchema
    .nullable()
    .describe("The registry's record of a resident, as of the session's start."),
  registryCrossing: crossingDataSchema
    .nullable()
    .describe("The registry's record of a foreigner's border crossing, as of the session's start."),
  customer: z
    .strictObject({
      id: z.string().optional().describe("The integrator's own id of the person."),
      email: z.string().optional().describe("E-mail address."),
      phone: z.string().optional().describe("Telephone number."),
    })
    .nullable()
    .describe("How the integrator named the person; null if it did not."),
  expectedIdentity: identitySchema.nullable().describe("Who the person should be."),
  verifiedIdentity: identitySchema.nullable().describe("The person as verified."),
  identId: z.string().nullable().describe("The code that the applicant tells an agent."),
  metadata: z
    .record(z.string(), z.json())
    .nullable()
    .describe("What the integrator gave to get back in events."),
  pictures: z
    .array(
      z.strictObject({
        name: z.string().describe("What it shows: the kind of capture, or `registry`."),
        takenAt: timeSchema.nullable().describe("When it was received; null for the registry's."),
        ...pictureSchema.shape,
      }),
    )
    .describe("The pictures that the session took, and the registry's."),
});
export type SessionPersonalData = z.output<typeof sessionPersonalDataSchema>;

/**
 * Body of `POST /manage/v1/sessions/{id}/simulate`, test-mode projects only. The reason goes with a
 * failure.
 */
export const simulateSchema = z
  .strictObject({
    outcome: z.enum(["succeeded", "failed"]).describe("The outcome to simulate."),
    reason: sessionReasonSchema.optional().describe("Reason of a simulated failure."),
  })
  .refine((body) => body.outcome === "failed" || body.reason === undefined, {
    path: ["reason"],
    message: "goes with a failure only",
  });
export type Simulate = z.output<typeof simulateSchema>;

/**
 * Response of `POST /manage/v1/sessions/{id}/redact`: how much of the person's data was erased with
 * the session.
 */
export const redactedSessionSchema = z.strictObject({
  ...sessionSchema.shape,
  /** All sessions of the person in the project, this one among them. */
  sessions: z.int().describe("How many sessions were erased."),
  cancelledDeliveries: z.int().describe("How many deliveries were cancelled."),
});

/** Response of `POST /manage/v1/users/{id}/redact`: how much of the user went with them. */
export const redactedUserSchema = z.strictObject({
  id: z.string().describe("Id of the session."),
  projectId: z.string().describe("Project of the session."),
  documents: z.int().describe("How many documents were erased."),
  sessions: z.int().describe("How many sessions were erased."),
  cancelledDeliveries: z.int().describe("How many deliveries were cancelled."),
});
