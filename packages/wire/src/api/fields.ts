import * as z from "zod";

/** Field schemas that several requests share. */

/** A name that people read: one line, 1 to 200 characters. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line");

/** A public id of a project or session, as requests carry it; unknown ones are answered as unknown, not as malformed. */
export const publicIdSchema = z.string().min(1).max(64);

/** A moment, ISO 8601 in UTC, of the years 0001 to 9999: there is no year 0 in Postgres. */
export const timeSchema = z.iso.datetime().refine((text) => text >= "0001", {
  error: "must not lie before the year 1",
  // What narrows the schema further would only say the same again.
  abort: true,
});

/** The form of an address; whether it may be called is decided by the outbound rules. */
export const urlSchema = z
  .string()
  .max(2000)
  .refine((text) => URL.canParse(text) && /^https?:\/\//i.test(text), "must be an http or https URL");

/** A secret that one answer shows. */
export const shownOnceSchema = z
  .string()
  .nullable()
  .describe("shown once: null in a repetition of the request under its `Idempotency-Key`");

/** When a new token ends. */
export const tokenEndSchema = timeSchema
  .optional()
  .describe("from then on the token is refused; absent: never");
