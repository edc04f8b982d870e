import * as z from "zod";

/** Field schemas of the calls under `/organization` and `/user`. */

/** One line without control characters. */
const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
    .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

export const personNameSchema = line(100).describe("A part of the name, on one line.");
export const titleSchema = line(200).describe("A name, on one line.");

export const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, "must be a number in international form: + and 7 to 15 digits")
  .describe("In international form; unique in the project.");
export const emailSchema = z.email("must be an e-mail address").max(254).describe("Unique in the project.");
export const cardNumberSchema = z
  .string()
  .regex(/^[0-9A-Za-z-]{1,40}$/, "must be 1 to 40 Latin letters, digits and hyphens")
  .describe("The number of the loyalty card; unique in the project.");
export const pastDateSchema = z.iso
  .date("must be a date as YYYY-MM-DD")
  .refine((text) => text >= "1900-01-01", "must not be before 1900")
  .describe("A day, as `YYYY-MM-DD`.");

/**
 * The caller's own key of a record, unique among the project's records of its kind: sending the
 * same creation again gives the record that exists.
 */
export const externalIdSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/, "must be 1 to 100 printable ASCII characters without spaces")
  .describe(
    "the caller's own key, unique in the project; the same creation sent again gives the same record",
  );

/** An id in a body; unknown ones are reported as unknown. */
export const recordIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be an id");

export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
  .describe("Three-letter currency code, ISO 4217.");
/** Small enough that no order's sum exceeds the safe integers unnoticed. */
export const moneySchema = z.int().min(0).max(1_000_000_000_000).describe("in the currency's minor unit");

/**
 * The version that the caller has read; the call is a conflict if the record has another one.
 */
export const versionSchema = z.int().min(1).describe("as it was read; another one is a conflict");

/** Warnings of hooks about an operation that they allowed. */
export const warningsSchema = z
  .array(z.string())
  .describe("Remarks of the hooks that allowed the operation.");
