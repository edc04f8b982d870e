import * as z from "zod";
import { languageSchema } from "../languages.ts";
import { projectModeSchema, sessionMethodSchema } from "../session-kinds.ts";
import { sessionStateSchema } from "../session-states.ts";
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
  language: languageSchema,
  mode: projectModeSchema,
  method: sessionMethodSchema,
  state: sessionStateSchema,
  expiresAt: timeSchema,
  serverTime: timeSchema,
  redirectUrl: z.string().nullable(),
  projectName: z.string(),
});
export type ApplicantState = z.output<typeof applicantStateSchema>;

/** Body of `POST /s/{attemptId}/consent` and `/abort`: nothing. */
export const emptyBodySchema = z.strictObject({});

/** The calls of the page, relative to the service's address. */
export const applicantPaths = {
  state: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/state`,
  consent: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/consent`,
  capture: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/capture`,
  abort: (attemptId: string) => `/s/${encodeURIComponent(attemptId)}/abort`,
} as const;
