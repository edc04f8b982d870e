import * as z from "zod";
import type { KycLevel, KycReview } from "../../treezor/codes.ts";

/** Field schemas of Treezor's objects: nearly every value is text, and text may be empty. */

export const text = z.string();
export const id = z.string().min(1);
/** A number written as text. */
export const count = z.string().regex(/^[0-9]+$/, "must be digits");
/** Yes or no, written as text. */
export const flag = z.enum(["0", "1"]);
/**
 * `2022-05-18`; Treezor's documentation also has partly known dates (`1989-00-00`) and none at all
 * (`0000-00-00`).
 */
export const date = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, "must be YYYY-MM-DD");
/** `2022-05-18 12:21:04`; zeros where there is none. */
export const dateTime = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/, "must be YYYY-MM-DD hh:mm:ss");
/** Open to codes that are not in the table yet. */
export const codeStatus = z.string().regex(/^[0-9]{6}$/, "must be six digits");

const levels = [0, 1, 2, 3, 4] as const satisfies KycLevel[];
const reviews = [0, 1, 2, 3, 6, 7] as const satisfies KycReview[];
/** `kycLevel` as `kycreview.*` has it. */
export const kycLevelNumber = z.literal(levels);
/** `kycReview` as `kycreview.*` has it. */
export const kycReviewNumber = z.literal(reviews);
/** `kycLevel` as users have it. */
export const kycLevelText = z.enum(["0", "1", "2", "3", "4"]);
/** `kycReview` as users have it. */
export const kycReviewText = z.enum(["0", "1", "2", "3", "6", "7"]);
