import { alphabet, digits, filler, letters } from "./alphabet.ts";

/** Document sizes and visas of Doc 9303-4 (TD3), -5 (TD1), -6 (TD2) and -7 (MRV-A, MRV-B). */
export type FormatName = "TD1" | "TD2" | "TD3" | "MRV-A" | "MRV-B";

/** A part of a line: characters from `from` (inclusive) to `to` (exclusive). */
export interface Span {
  line: number;
  from: number;
  to: number;
}

/** Where each field is. */
export interface Layout {
  documentCode: Span;
  issuingState: Span;
  names: Span;
  number: Span;
  numberDigit: Span;
  nationality: Span;
  birthDate: Span;
  birthDateDigit: Span;
  sex: Span;
  expiryDate: Span;
  expiryDateDigit: Span;
  /**
   * Also contains the rest of a document number of more than nine characters; in a passport the
   * personal number.
   */
  optionalData: Span;
  personalNumberDigit?: Span;
  secondOptionalData?: Span;
  compositeDigit?: Span;
}

export interface Format {
  name: FormatName;
  lineCount: number;
  lineLength: number;
  layout: Layout;
  /** What the composite check digit covers, in order; empty if the format has none. */
  composite: readonly Span[];
}

const span = (line: number, from: number, to: number): Span => ({ line, from, to });

/** TD2, TD3 and both visas share the layout of the second line up to its 28th character. */
function twoLines(lineLength: number): Layout {
  return {
    documentCode: span(0, 0, 2),
    issuingState: span(0, 2, 5),
    names: span(0, 5, lineLength),
    number: span(1, 0, 9),
    numberDigit: span(1, 9, 10),
    nationality: span(1, 10, 13),
    birthDate: span(1, 13, 19),
    birthDateDigit: span(1, 19, 20),
    sex: span(1, 20, 21),
    expiryDate: span(1, 21, 27),
    expiryDateDigit: span(1, 27, 28),
    optionalData: span(1, 28, lineLength),
  };
}

const td1: Format = {
  name: "TD1",
  lineCount: 3,
  lineLength: 30,
  layout: {
    documentCode: span(0, 0, 2),
    issuingState: span(0, 2, 5),
    names: span(2, 0, 30),
    number: span(0, 5, 14),
    numberDigit: span(0, 14, 15),
    nationality: span(1, 15, 18),
    birthDate: span(1, 0, 6),
    birthDateDigit: span(1, 6, 7),
    sex: span(1, 7, 8),
    expiryDate: span(1, 8, 14),
    expiryDateDigit: span(1, 14, 15),
    optionalData: span(0, 15, 30),
    secondOptionalData: span(1, 18, 29),
    compositeDigit: span(1, 29, 30),
  },
  composite: [span(0, 5, 30), span(1, 0, 7), span(1, 8, 15), span(1, 18, 29)],
};

const td2: Format = {
  name: "TD2",
  lineCount: 2,
  lineLength: 36,
  layout: { ...twoLines(36), optionalData: span(1, 28, 35), compositeDigit: span(1, 35, 36) },
  composite: [span(1, 0, 10), span(1, 13, 20), span(1, 21, 35)],
};

const td3: Format = {
  name: "TD3",
  lineCount: 2,
  lineLength: 44,
  layout: {
    ...twoLines(44),
    optionalData: span(1, 28, 42),
    personalNumberDigit: span(1, 42, 43),
    compositeDigit: span(1, 43, 44),
  },
  composite: [span(1, 0, 10), span(1, 13, 20), span(1, 21, 43)],
};

const mrvA: Format = { name: "MRV-A", lineCount: 2, lineLength: 44, layout: twoLines(44), composite: [] };
const mrvB: Format = { name: "MRV-B", lineCount: 2, lineLength: 36, layout: twoLines(36), composite: [] };

export const formats: readonly Format[] = [td1, td2, td3, mrvA, mrvB];

/**
 * The format of lines, by their number and length; the V of a visa's code distinguishes it from
 * documents of the same size.
 */
export function formatOf(lines: readonly string[]): Format | null {
  const [first = ""] = lines;
  if (lines.some((line) => line.length !== first.length)) return null;
  const fits = formats.filter(
    ({ lineCount, lineLength }) => lineCount === lines.length && lineLength === first.length,
  );
  const visa = first.startsWith("V");
  return fits.find(({ name }) => name.startsWith("MRV") === visa) ?? fits[0] ?? null;
}

/** Looks up the text of fields in a zone's lines; "" for a field that the layout does not have. */
export function fieldsIn(lines: readonly string[], layout: Layout): (field: keyof Layout) => string {
  return (field) => {
    const at = layout[field];
    return at === undefined ? "" : textAt(lines, at);
  };
}

/** The text of a span in a zone's lines. */
export function textAt(lines: readonly string[], { line, from, to }: Span): string {
  return (lines[line] ?? "").slice(from, to);
}

const date = digits + filler;
const name = letters + filler;
const allowedIn: Readonly<Record<keyof Layout, string>> = {
  documentCode: name,
  issuingState: name,
  names: name,
  number: alphabet,
  numberDigit: date,
  nationality: name,
  birthDate: date,
  birthDateDigit: digits,
  sex: `MF${filler}`,
  expiryDate: date,
  expiryDateDigit: digits,
  optionalData: alphabet,
  personalNumberDigit: date,
  secondOptionalData: alphabet,
  compositeDigit: digits,
};

/** The characters that Doc 9303 allows at each position of each line. */
export function allowedCharacters(format: Format): string[][] {
  const allowed = Array.from({ length: format.lineCount }, () =>
    Array<string>(format.lineLength).fill(alphabet),
  );
  for (const [field, at] of Object.entries(format.layout) as [keyof Layout, Span][])
    allowed[at.line]?.fill(allowedIn[field], at.from, at.to);
  return allowed;
}
