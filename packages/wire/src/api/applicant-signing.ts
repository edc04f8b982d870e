import * as z from "zod";
import { sessionLanguageSchema } from "../languages.ts";
import { timeSchema } from "./fields.ts";

/** The document that the applicant signs, and how far that is, as their page shows it. */
export const applicantSigningSchema = z.strictObject({
  name: z.string().describe("The document's name."),
  bytes: z.int().describe("Its size."),
  pages: z.int().describe("Number of its pages."),
  sha256: z.string().describe("SHA-256 of its bytes, in hexadecimal."),
  code: z
    .strictObject({
      sentTo: z
        .string()
        .nullable()
        .describe("Where the code was sent, with most of it hidden; null where the page shows the code."),
      shown: z.string().nullable().describe("The code itself, in test mode alone."),
      expiresAt: timeSchema.describe("Until when it works."),
      againAt: timeSchema.nullable().describe("From when another one can be sent; null: no other one."),
      triesLeft: z.int().describe("How many wrong codes are left before the session fails."),
    })
    .nullable()
    .describe("The one-time code; null until the applicant has agreed to the document."),
  signedAt: timeSchema.nullable().describe("When it was signed; null until then."),
  copy: z.boolean().describe("Whether the signed document can be loaded: once the session has succeeded."),
});
export type ApplicantSigning = z.output<typeof applicantSigningSchema>;

/** Body of `POST /s/{attemptId}/document/agree`. */
export const agreeBodySchema = z.strictObject({
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits in lower case")
    .describe("Of the document that the page showed. Another one is refused.")
    .meta({ examples: ["9f2c41d8".repeat(8)] }),
  text: z
    .strictObject({
      version: z
        .string()
        .regex(/^[A-Za-z0-9.-]{1,40}$/, "must be 1 to 40 letters, digits, dots or hyphens")
        .describe("Of the sentence that the applicant agreed to.")
        .meta({ examples: ["2026-11"] }),
      language: sessionLanguageSchema.describe("In which it was shown."),
    })
    .describe("What the applicant agreed to; it is part of the evidence."),
});
export type AgreeBody = z.output<typeof agreeBodySchema>;

/** Body of `POST /s/{attemptId}/document/sign`. */
export const signBodySchema = z.strictObject({
  code: z
    .string()
    .regex(/^\d{6}$/, "must be six digits")
    .describe("The one-time code.")
    .meta({ examples: ["407193"] }),
});
