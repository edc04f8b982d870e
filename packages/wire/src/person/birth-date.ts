import * as z from "zod";

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const dottedDate = /^(\d{2})\.(\d{2})\.(\d{4})$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether the day exists in the Gregorian calendar; years 1 to 9999, months and days count from 1.
 */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
  return year >= 1 && year <= 9999 && day >= 1 && day <= length;
}

/**
 * A date given as `DD.MM.YYYY` or `YYYY-MM-DD`, as `YYYY-MM-DD`; null for any other form and for a
 * day that no calendar has (30 February).
 */
export function normaliseDate(text: string): string | null {
  const iso = isoDate.exec(text);
  const dotted = iso ? null : dottedDate.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : dotted
      ? [dotted[3], dotted[2], dotted[1]]
      : [undefined, undefined, undefined];
  if (year === undefined || month === undefined || day === undefined) return null;
  return isCalendarDate(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : null;
}

/** A calendar day as `YYYY-MM-DD`. */
export const dateSchema = z
  .string()
  .refine((text) => isoDate.test(text) && normaliseDate(text) !== null, "must be a calendar date, YYYY-MM-DD")
  .meta({ format: "date" });

/**
 * A birth date as the able-id calls take it (`DD.MM.YYYY` or `YYYY-MM-DD`); parsing gives
 * `YYYY-MM-DD`.
 */
export const birthDateSchema = z.string().transform((text, context) => {
  const date = normaliseDate(text);
  if (date !== null) return date;
  context.issues.push({
    code: "custom",
    message: "must be a calendar date, DD.MM.YYYY or YYYY-MM-DD",
    input: undefined,
  });
  return z.NEVER;
});
