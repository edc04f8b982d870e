import { filler, withoutPadding } from "./alphabet.ts";

/** The holder's names in the zone's letters, with spaces for fillers. */
export interface Names {
  /** Primary identifier, in most states the surname. */
  primary: string;
  /** Secondary identifier, in most states the given names; empty if the document has none. */
  secondary: string;
  /**
   * Doc 9303-3, 4.6: a names field that is full to its last character may have been truncated. Only
   * "may": a name that fits exactly looks the same.
   */
  mayBeTruncated: boolean;
}

/** Splits the names field at its first two fillers. */
export function namesOf(field: string): Names {
  const text = withoutPadding(field);
  const split = text.indexOf(filler + filler);
  const [primary, secondary] = split < 0 ? [text, ""] : [text.slice(0, split), text.slice(split + 2)];
  return {
    primary: spaced(primary),
    secondary: spaced(secondary),
    mayBeTruncated: field !== "" && !field.endsWith(filler),
  };
}

/**
 * Whether a names field is well formed: it starts with a letter, and its parts are separated by one
 * or two fillers.
 */
export function isNamesField(field: string): boolean {
  const parts = withoutPadding(field).split(filler + filler);
  return parts.length <= 2 && parts.every((part) => /^[A-Z]+(<[A-Z]+)*$/.test(part));
}

function spaced(text: string): string {
  return text.replaceAll(/<+/g, " ").trim();
}
