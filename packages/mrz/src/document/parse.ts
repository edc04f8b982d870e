import { filler, isZoneText, withoutPadding } from "./alphabet.ts";
import { type CheckVerdict, verifyDigit } from "./check-digit.ts";
import { birthDate, expiryDate, type Today, type ZoneDate } from "./dates.ts";
import { type DocumentCode, documentCode } from "./document-code.ts";
import { type Format, type FormatName, fieldsIn, formatOf, textAt } from "./formats.ts";
import { isNamesField, type Names, namesOf } from "./names.ts";
import { documentNumber } from "./number.ts";
import { type StateKind, stateKind } from "./states.ts";

/** The verdict of each check digit; `absent` if the format has none. */
export interface CheckDigits {
  number: CheckVerdict;
  birthDate: CheckVerdict;
  expiryDate: CheckVerdict;
  personalNumber: CheckVerdict;
  composite: CheckVerdict;
}

export interface State {
  code: string;
  kind: StateKind;
}

/** The contents of a zone. Text is without the fillers at its end; an empty field is "". */
export interface Fields {
  documentCode: DocumentCode;
  issuingState: State;
  names: Names;
  /** The complete document number, even if it is longer than the nine characters of its field. */
  number: string;
  nationality: State;
  birthDate: ZoneDate;
  /** X: unspecified, printed as a filler. */
  sex: "M" | "F" | "X" | "unknown";
  expiryDate: ZoneDate;
  /**
   * The issuer's own data; for TD1 the rest of the first line, without the end of a long document
   * number.
   */
  optionalData: string;
  /** TD1's second line; "" in other formats. */
  secondOptionalData: string;
  /** TD3's name for its optional data; null in other formats. */
  personalNumber: string | null;
}

/** What contradicts Doc 9303 in a zone; a zone can have several. Nothing is corrected. */
export type Problem =
  | "check-digit"
  | "document-code"
  | "issuing-state"
  | "nationality"
  | "names"
  | "number"
  | "birth-date"
  | "sex"
  | "expiry-date";

export interface Zone {
  format: FormatName;
  lines: readonly string[];
  fields: Fields;
  checkDigits: CheckDigits;
  problems: readonly Problem[];
}

/**
 * Why lines are not a zone: another number or length of lines, or characters outside A-Z, 0-9, `<`.
 */
type NoZone = { ok: false; reason: "lines" | "characters" };

export type Parsed = { ok: true; zone: Zone } | NoZone;

/**
 * Reads the lines of a zone by Doc 9303-3 to -7 and verifies everything that the standard allows to
 * verify. Check digits verify and never correct. Pure; never throws; `today` determines the
 * centuries (see `birthDate`, `expiryDate`).
 */
export function parseZone(lines: readonly string[], today: Today): Parsed {
  const format = formatOf(lines);
  if (format === null) return { ok: false, reason: "lines" };
  if (!lines.every(isZoneText)) return { ok: false, reason: "characters" };
  const fields = readFields(lines, format, today);
  const checkDigits = verify(lines, format);
  const problems = problemsOf(fields, checkDigits, textAt(lines, format.layout.names));
  return { ok: true, zone: { format: format.name, lines: [...lines], fields, checkDigits, problems } };
}

function readFields(lines: readonly string[], { name, layout }: Format, today: Today): Fields {
  const text = fieldsIn(lines, layout);
  const number = documentNumber(name, text("number"), text("numberDigit"), text("optionalData"));
  return {
    documentCode: documentCode(text("documentCode"), name),
    issuingState: stateOf(text("issuingState")),
    names: namesOf(text("names")),
    number: withoutPadding(number.text),
    nationality: stateOf(text("nationality")),
    birthDate: birthDate(text("birthDate"), today),
    sex: sexOf(text("sex")),
    expiryDate: expiryDate(text("expiryDate"), today),
    optionalData: withoutPadding(number.optionalData),
    secondOptionalData: withoutPadding(text("secondOptionalData")),
    personalNumber: name === "TD3" ? withoutPadding(text("optionalData")) : null,
  };
}

function verify(lines: readonly string[], { name, layout, composite }: Format): CheckDigits {
  const text = fieldsIn(lines, layout);
  const number = documentNumber(name, text("number"), text("numberDigit"), text("optionalData"));
  const covered = composite.map((at) => textAt(lines, at)).join("");
  return {
    number: verifyDigit(number.text, number.digit),
    birthDate: verifyDigit(text("birthDate"), text("birthDateDigit")),
    expiryDate: verifyDigit(text("expiryDate"), text("expiryDateDigit")),
    personalNumber: layout.personalNumberDigit
      ? verifyDigit(text("optionalData"), text("personalNumberDigit"), true)
      : "absent",
    composite: layout.compositeDigit ? verifyDigit(covered, text("compositeDigit")) : "absent",
  };
}

function problemsOf(fields: Fields, digits: CheckDigits, names: string): Problem[] {
  const found: [Problem, boolean][] = [
    ["check-digit", Object.values(digits).includes("wrong")],
    ["document-code", fields.documentCode.kind === "unknown"],
    ["issuing-state", fields.issuingState.kind === "unknown"],
    ["nationality", fields.nationality.kind === "unknown"],
    ["names", !isNamesField(names)],
    ["number", !/^[0-9A-Z]+(<[0-9A-Z]+)*$/.test(fields.number)],
    ["birth-date", !fields.birthDate.possible],
    ["sex", fields.sex === "unknown"],
    ["expiry-date", !fields.expiryDate.possible],
  ];
  return found.filter(([, is]) => is).map(([problem]) => problem);
}

function stateOf(text: string): State {
  return { code: withoutPadding(text), kind: stateKind(text) };
}

function sexOf(text: string): Fields["sex"] {
  if (text === "M" || text === "F") return text;
  return text === filler ? "X" : "unknown";
}
