import * as z from "zod";

/**
 * Why applicants say they give up, where they say it: with `document_expired` an agent's call can't
 * go on.
 */
export const abortReasons = ["document_expired"] as const;
export type AbortReason = (typeof abortReasons)[number];
export const abortReasonSchema = z.enum(abortReasons);
