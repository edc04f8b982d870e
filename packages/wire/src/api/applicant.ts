import * as z from "zod";
import { sessionLanguageSchema } from "../languages.ts";
import { abortReasonSchema } from "../session/abort.ts";
import { captureKindSchema, sessionDocumentTypeSchema } from "../session/captures.ts";
import { projectModeSchema, sessionMethodSchema } from "../session/kinds.ts";
import { sessionStateSchema } from "../session/states.ts";
import { timeSchema } from "./fields.ts";

/** The header that carries the page token; in the link it stands in the fragment, so that no log sees it. */
export const pageTokenHeader = "x-page-token";
/** In test mode, the outcome to choose for a capture: `success` or `failure`. */
export const testOutcomeHeader = "x-test-outcome";
export const testOutcomes = ["success", "failure"] as const;
export type TestOutcome = (typeof testOutcomes)[number];
/** The largest picture that a capture may have, bytes. */
export const maxCaptureBytes = 6 * 1024 * 1024;
export const captureContentTypes = ["image/jpeg", "image/png"] as const;
export type CaptureContentType = (typeof captureContentTypes)[number];

/**
 * What the applicant's page knows of its session: the answer of every call under `/s/{attemptId}/`.
 * `redirectUrl` is set in final states only.
 */
export const applicantStateSchema = z.strictObject({
  attemptId: z.string(),
  language: sessionLanguageSchema,
  mode: projectModeSchema,
  method: sessionMethodSchema,
  state: sessionStateSchema,
  expiresAt: timeSchema,
  serverTime: timeSchema,
  redirectUrl: z.string().nullable(),
  projectName: z.string(),
  /** The document that the applicant has chosen to show; null in other methods and until they have chosen. */
  documentType: sessionDocumentTypeSchema.nullable(),
  /** The pictures that the session asks for, in order; none where an agent leads. */
  captures: z.array(z.strictObject({ kind: captureKindSchema, taken: z.boolean() })),
  /** Where an agent leads: the code by which they find the session, and whether one has taken it. */
  desk: z.strictObject({ identId: z.string(), agent: z.enum(["waiting", "here"]) }).nullable(),
});
export type ApplicantState = z.output<typeof applicantStateSchema>;

/** Body of `POST /s/{attemptId}/consent` and `/join`: nothing. */
export const emptyBodySchema = z.strictObject({});

/** Body of `POST /s/{attemptId}/abort`: why, where the applicant says it. */
export const abortBodySchema = z.strictObject({ reason: abortReasonSchema.optional() });

/** Body of `POST /s/{attemptId}/document-type`. */
export const chooseDocumentSchema = z.strictObject({ documentType: sessionDocumentTypeSchema });

/** Query of `POST /s/{attemptId}/capture`: which of the session's pictures the body is. */
export const captureQuerySchema = z.strictObject({ kind: captureKindSchema.default("face") });

/** The calls of the page, relative to the service's address. */
export const applicantPaths = {
  state: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/state`,
  consent: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/consent`,
  capture: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/capture`,
  documentType: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/document-type`,
  join: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/join`,
  abort: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/abort`,
} as const;
