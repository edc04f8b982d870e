export { type CheckVerdict, checkDigit } from "./document/check-digit.ts";
export { type Today, todayAt, type ZoneDate } from "./document/dates.ts";
export type { DocumentCode, DocumentKind } from "./document/document-code.ts";
export type { FormatName } from "./document/formats.ts";
export type { Names } from "./document/names.ts";
export {
  type CheckDigits,
  type Fields,
  type Parsed,
  type Problem,
  parseZone,
  type State,
  type Zone,
} from "./document/parse.ts";
export { type StateKind, stateCodes, stateKind } from "./document/states.ts";
