import { filler } from "./alphabet.ts";
import type { FormatName } from "./formats.ts";

/** A document number as its check digit covers it, that digit, and the remaining optional data. */
export interface DocumentNumber {
  text: string;
  digit: string;
  optionalData: string;
}

/**
 * Joins a document number that is longer than its field (Doc 9303-5, note j; 9303-6 alike): TD1 and
 * TD2 then have a filler instead of the check digit, and start the optional data with the rest, the
 * digit and a filler. Other formats have at most nine characters.
 */
export function documentNumber(
  format: FormatName,
  field: string,
  digit: string,
  optionalData: string,
): DocumentNumber {
  const short = { text: field, digit, optionalData };
  if ((format !== "TD1" && format !== "TD2") || digit !== filler) return short;
  const end = optionalData.indexOf(filler);
  const rest = end < 0 ? optionalData : optionalData.slice(0, end);
  if (rest.length < 2) return short;
  return {
    text: field + rest.slice(0, -1),
    digit: rest.slice(-1),
    optionalData: end < 0 ? "" : optionalData.slice(end + 1),
  };
}
