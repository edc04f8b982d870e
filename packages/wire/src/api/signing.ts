import * as z from "zod";
import { nameSchema, timeSchema } from "./fields.ts";

/** Wrong codes after which a session fails. */
export const maxWrongCodes = 3;

const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, "must be an international number, such as +998901234567");

/** The document that a session of the method `qes` signs, and where its one-time code goes. */
export const signingDocumentSchema = z.strictObject({
  name: nameSchema
    .describe("Its name, as the applicant reads it and as the signed file is called.")
    .meta({ examples: ["Account agreement.pdf"] }),
  contentBase64: z
    .string()
    .min(1)
    .describe("The PDF in base64: not encrypted, not signed, without scripts.")
    .meta({ contentEncoding: "base64" }),
  codeTo: z
    .strictObject({
      phone: phoneSchema.optional().describe("A telephone number."),
      email: z.email().max(200).optional().describe("An e-mail address."),
    })
    .refine(({ phone, email }) => (phone === undefined) !== (email === undefined), {
      error: "must name a phone or an email",
    })
    .optional()
    .describe("Where the applicant's one-time code goes; required in live projects.")
    .meta({ examples: [{ phone: "+998901234567" }] }),
});
export type SigningDocument = z.output<typeof signingDocumentSchema>;

/** How far the signature of a session is, without anything personal. */
export const sessionSignatureSchema = z.strictObject({
  bytes: z.int().describe("Size of the document."),
  pages: z.int().describe("Number of its pages."),
  suppliedAt: timeSchema.describe("When the document was supplied, the last time."),
  agreedAt: timeSchema.nullable().describe("When the applicant agreed to the document; null until then."),
  codesSent: z.int().describe("How many one-time codes were sent."),
  wrongCodes: z.int().describe(`How many wrong codes were given; ${maxWrongCodes} fail the session.`),
  signedAt: timeSchema.nullable().describe("When it was signed; null until then."),
});
export type SessionSignature = z.output<typeof sessionSignatureSchema>;
