import * as z from "zod";
import { id, text } from "./fields.ts";

/**
 * `object_payload` of the `qes.*` and `videoConference.*` events: one shape, in the order of
 * Treezor's documented samples.
 */

const identificationTime = z
  .string()
  .regex(
    /^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$/,
    "must be a time with offset",
  )
  .describe("2024-06-27T09:16:23+02:00; empty until somebody was identified");

/** Through which of the applicant's devices. */
export const identificationTypes = ["APP", "WEB"] as const;

/** The members that all of them have, with the results that the type allows. */
function frame<const Results extends readonly [string, ...string[]]>(results: Results) {
  return {
    userId: id,
    result: z.enum(results),
    identificationTime,
    identId: text.describe("short, for a human to say"),
    transactionNumber: id.describe("also the envelope's object_id"),
    type: z.enum(identificationTypes),
  };
}

/**
 * Who was identified, as verified by the agent. Treezor's documentation leaves `issuingPlace` out
 * where it is not known.
 */
export const identificationIdentitySchema = z.strictObject({
  firstname: text,
  lastname: text,
  birthday: text,
  gender: z.enum(["M", "F", "OTHER"]),
  issuingPlace: text.optional(),
  birthplace: text,
});
export type IdentificationIdentity = z.output<typeof identificationIdentitySchema>;

/** Why it was aborted or cancelled. The code may be empty. */
const identificationReasonSchema = z.strictObject({
  reasonDetails: z.strictObject({ reasonCode: text, reasonMessage: text }),
});

export const startedSchema = z.strictObject(frame(["STARTED"]));
export const processingSchema = z.strictObject(frame(["CHECK_PENDING", "REVIEW_PENDING"]));
export const abortedSchema = z.strictObject({ ...frame(["ABORTED"]), reason: identificationReasonSchema });
/** `SUCCESS_DATA_CHANGED`: identified, but the person's data differ from what was known. */
export const finalizedSchema = z.strictObject({
  ...frame(["SUCCESS", "SUCCESS_DATA_CHANGED", "CANCELED"]),
  identity: identificationIdentitySchema.optional().describe("absent where nobody was identified"),
  reason: identificationReasonSchema.optional().describe("with CANCELED only"),
});
