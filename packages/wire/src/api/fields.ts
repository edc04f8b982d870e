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

/**
 * A public id of a project or session, as requests carry it; unknown ones are reported as unknown,
 * not as malformed.
 */
export const publicIdSchema = z.string().min(1).max(64);

/**
 * A time in responses, ISO 8601 in UTC, in the years 0001 to 9999: there is no year 0 in Postgres.
 */
export const timeSchema = z.iso.datetime().refine((text) => text >= "0001", {
  error: "must not be before the year 1",
  // Any further constraint of the schema would be redundant.
  abort: true,
});

/**
 * A time in requests: ISO 8601 with `Z` or an offset such as `+05:00`. Parsed to the form of
 * responses, in UTC with milliseconds.
 */
export const timeInputSchema = z.iso
  .datetime({
    offset: true,
    error: "must be a date and time with Z or an offset, such as 2026-05-04T12:00:00+05:00",
  })
  .transform((text, context) => {
    const time = new Date(text);
    const inUtc = Number.isNaN(time.getTime()) ? "" : time.toISOString();
    // Years of five digits and years before 0 begin with a sign, which sorts before every digit.
    if (inUtc >= "0001") return inUtc;
    context.addIssue({ code: "custom", message: "must be in the years 1 to 9999, in UTC" });
    return z.NEVER;
  });

/** The form of an address; whether it may be called is decided by the outbound rules. */
export const urlSchema = z
  .string()
  .max(2000)
  .refine((text) => URL.canParse(text) && /^https?:\/\//i.test(text), "must be an http or https URL");

/** Rises with every change of the resource; as `"3"` it is its `ETag`. */
export const versionSchema = z
  .int()
  .describe("Rises with every change. Send it back as `If-Match` to change only what you have seen.");

/** Headers of a request that changes something: which version the change is made for. */
export const ifMatchSchema = z.looseObject({
  "if-match": z
    .string()
    .max(200)
    .optional()
    .describe(
      'The `version` that you have seen, in quotes (`"3"`): if the current one differs, the response is 412 and ' +
        "nothing is changed. Without it, the change is made unconditionally.",
    ),
});

/** A secret that only one response shows. */
export const shownOnceSchema = z
  .string()
  .nullable()
  .describe("shown once: null in a repetition of the request under its `Idempotency-Key`");

/** When a new token ends. */
export const tokenEndSchema = timeInputSchema
  .optional()
  .describe("from then on the token is refused; absent: never");
