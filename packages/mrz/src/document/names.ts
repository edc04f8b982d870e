import { filler, withoutPadding } from "./alphabet.ts";

/** The holder's names in the zone's letters, fillers read as spaces. */
export interface Names {
  /** Primary identifier, in most states the surname. */
  primary: string;
  /** Secondary identifier, in most states the given names; empty where the document has none. */
  secondary: string;
  /**
   * Doc 9303-3, 4.6: a field of names that is full to its last character may have been cut. It says "may": a
   * name that fits exactly looks the same.
   */
  mayBeTruncated: boolean;
}

/** Splits the field of names at its first two fillers. */
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

/** Whether a field of names is well formed: it starts with a letter and its parts are one or two fillers apart. */
export function isNamesField(field: string): boolean {
  const parts = withoutPadding(field).split(filler + filler);
  return parts.length <= 2 && parts.every((part) => /^[A-Z]+(<[A-Z]+)*$/.test(part));
}

function spaced(text: string): string {
  return text.replaceAll(/<+/g, " ").trim();
}
