import type { ApplicantReason } from "../reasons.ts";

/** Why the applicant did not pass, and what they can do, as their page says it. */
export type ApplicantReasonTexts = Readonly<
  Record<ApplicantReason, { readonly reason: string; readonly advice: string }>
>;
