import * as z from "zod";
import { sessionDocumentTypeSchema } from "../session/captures.ts";
import { dateSchema } from "./birth-date.ts";

const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

/**
 * Who somebody is, as an integrator expects it or as an agent has verified it. Personal. Every
 * format that contains it (Love&Pay's `verifiedData`, Treezor's `identity`) is made of this.
 */
export const identitySchema = z.strictObject({
  firstName: line.optional().describe("The given name."),
  lastName: line.optional().describe("The family name."),
  birthDate: dateSchema.optional().describe("The date of birth."),
  gender: z.enum(["M", "F", "OTHER"]).optional().describe("The gender."),
  birthPlace: line.optional().describe("The place of birth."),
  nationality: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be a country's two letters")
    .optional()
    .describe("The nationality."),
  documentType: sessionDocumentTypeSchema.optional().describe("The kind of document."),
  documentNumber: line.optional().describe("The document's number."),
  issuingPlace: line.optional().describe("Who issued the document."),
});
export type Identity = z.output<typeof identitySchema>;
