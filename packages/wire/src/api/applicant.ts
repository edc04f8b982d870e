import * as z from "zod";
import { sessionLanguageSchema } from "../languages.ts";
import { abortReasonSchema } from "../session/abort.ts";
import { captureKindSchema, captureSourceSchema, sessionDocumentTypeSchema } from "../session/captures.ts";
import { projectModeSchema, sessionMethodSchema } from "../session/kinds.ts";
import { applicantReasonSchema } from "../session/reasons.ts";
import { retakeReasonSchema } from "../session/retakes.ts";
import { sessionStateSchema } from "../session/states.ts";
import { applicantSigningSchema } from "./applicant-signing.ts";
import { timeSchema } from "./fields.ts";

/**
 * The header that carries the page token; in the link it is in the fragment, which is in no log.
 */
export const pageTokenHeader = "x-page-token";
/** In test mode, the outcome to choose for a capture: `success` or `failure`. */
export const testOutcomeHeader = "x-test-outcome";
export const testOutcomes = ["success", "failure"] as const;
export type TestOutcome = (typeof testOutcomes)[number];
/** The maximum size of a capture's picture, in bytes. */
export const maxCaptureBytes = 6 * 1024 * 1024;
export const captureContentTypes = ["image/jpeg", "image/png"] as const;
export type CaptureContentType = (typeof captureContentTypes)[number];

/**
 * The session as the applicant's page shows it: the response to every call under `/s/{attemptId}/`.
 */
export const applicantStateSchema = z
  .strictObject({
    attemptId: z.string().describe("Id of the session."),
    language: sessionLanguageSchema.describe("The language of the page."),
    mode: projectModeSchema.describe("The project's mode: in `test` the page offers to choose outcomes."),
    method: sessionMethodSchema.describe("What the session runs."),
    state: sessionStateSchema.describe("The session's state."),
    expiresAt: timeSchema.describe("When the session ends unless it is finished before."),
    canExtend: z.boolean().describe("Whether the applicant can still ask for more time."),
    serverTime: timeSchema.describe("The service's time, to count down against."),
    redirectUrl: z
      .string()
      .nullable()
      .describe("Where the applicant goes next; null until the session is over."),
    reasons: z
      .array(applicantReasonSchema)
      .describe("Why the session failed, the main reason first; empty otherwise and if fraud is suspected."),
    canRetry: z.boolean().describe("Whether the applicant can try again, in another session."),
    projectName: z.string().describe("The name of the organisation that asks for the verification."),
    organisation: z
      .strictObject({
        logo: z.boolean().describe("Whether there is a logo, at `/s/{attemptId}/logo`."),
        accent: z
          .strictObject({
            light: z.string().describe("On white."),
            dark: z.string().describe("In the dark theme."),
          })
          .nullable()
          .describe("Of buttons and links; null: the service's own."),
        privacyUrl: z.string().nullable().describe("The organisation's privacy notice."),
        supportUrl: z.string().nullable().describe("Where the applicant gets help."),
        picturesKeptDays: z.int().nullable().describe("For how many days it says that it keeps pictures."),
      })
      .describe("What the project says about itself."),
    filesAllowed: z.boolean().describe("Whether pictures may come from files, not from the camera alone."),
    documents: z
      .array(sessionDocumentTypeSchema)
      .describe("Which documents may be chosen, in a `document` session."),
    handoff: z
      .enum(["none", "offered", "taken"])
      .describe("Whether the session was offered to another device, or is there."),
    documentType: sessionDocumentTypeSchema
      .nullable()
      .describe("The document that the applicant chose; null in other methods and until they chose."),
    captures: z
      .array(
        z.strictObject({
          kind: captureKindSchema.describe("Which picture this is."),
          taken: z.boolean().describe("Whether it was sent, and is not asked for again."),
          retake: z
            .strictObject({
              reason: retakeReasonSchema.describe("What was wrong with the previous one."),
              count: z.int().describe("How often it has been asked for again so far."),
            })
            .nullable()
            .describe("Why the picture is asked for again; null if it is not."),
        }),
      )
      .describe("The pictures that the session asks for, in order; none in methods that an agent leads."),
    desk: z
      .strictObject({
        identId: z
          .string()
          .describe("The code by which the agent finds the session.")
          .meta({ examples: ["CSN-KTXAV"] }),
        agent: z.enum(["waiting", "here"]).describe("Whether an agent has claimed the session."),
        video: z.boolean().describe("Whether the agent calls with video in this page."),
      })
      .nullable()
      .describe("The agent's side, in methods that an agent leads."),
    signing: applicantSigningSchema
      .nullable()
      .describe("The document to sign, in a `qes` session that has one."),
  })
  .describe("The session as its page shows it.");
export type ApplicantState = z.output<typeof applicantStateSchema>;

/** Body of `POST /s/{attemptId}/join`, `/extend` and of the calls of the hand-off: nothing. */
export const emptyBodySchema = z.strictObject({});

/** Body of `POST /s/{attemptId}/consent`. */
export const consentBodySchema = z.strictObject({
  text: z
    .strictObject({
      version: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,40}$/, "must be 1 to 40 letters, digits, dots or hyphens")
        .describe("Of the text that was shown.")
        .meta({ examples: ["2026-11"] }),
      language: sessionLanguageSchema.describe("In which it was shown."),
    })
    .optional()
    .describe("Which text the applicant agreed to; it is kept with the session."),
});

/** Response of `POST /s/{attemptId}/handoff`. */
export const handoffOfferSchema = z.strictObject({
  code: z
    .string()
    .describe("With which another device takes the session, once. Shown only in this response."),
  expiresAt: timeSchema.describe("Until when it works."),
});

/** Response of `POST /s/{attemptId}/handoff/take`. */
export const handoffTakenSchema = z.strictObject({
  pageToken: z.string().describe("The device's own page token. Shown only in this response."),
});

/** Response of `GET /s/{attemptId}/embedding`. */
export const embeddingSchema = z.strictObject({
  origins: z
    .array(z.string())
    .describe("The origins whose pages may show this one in a frame; empty for an unknown session."),
});

/** Response of `POST /s/{attemptId}/retry`. */
export const retryStartedSchema = z.strictObject({
  attemptId: z.string().describe("Id of the session in which the applicant tries again."),
  pageToken: z.string().describe("That session's page token."),
});

/** Body of `POST /s/{attemptId}/abort`. */
export const abortBodySchema = z.strictObject({
  reason: abortReasonSchema.optional().describe("The reason, if the applicant gives one."),
});

/** Body of `POST /s/{attemptId}/document-type`. */
export const chooseDocumentSchema = z.strictObject({
  documentType: sessionDocumentTypeSchema.describe("The document that the applicant is going to show."),
});

/** Query of `POST /s/{attemptId}/capture`. */
export const captureQuerySchema = z.strictObject({
  kind: captureKindSchema.default("face").describe("Which of the session's pictures the body is."),
  source: captureSourceSchema
    .optional()
    .describe(
      "Whether the page's camera took it or the applicant chose a file; shown to reviewers. `file` is refused if the project only allows the camera.",
    ),
});

/** The calls of the page, relative to the service's address. */
export const applicantPaths = {
  state: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/state`,
  consent: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/consent`,
  capture: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/capture`,
  documentType: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document-type`,
  extend: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/extend`,
  join: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/join`,
  handoff: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/handoff`,
  endHandoff: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/handoff/end`,
  takeHandoff: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/handoff/take`,
  video: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/video`,
  answerVideo: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/video/answer`,
  repeatVideo: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/video/again`,
  logo: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/logo`,
  document: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document`,
  agree: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document/agree`,
  sendCode: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document/code`,
  sign: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document/sign`,
  signedDocument: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document/signed`,
  abort: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/abort`,
  retry: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/retry`,
} as const;
