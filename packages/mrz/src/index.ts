/**
 * The machine-readable zone of travel documents (ICAO Doc 9303-3 to -7): finds it in a grey
 * picture, reads it, and returns its meaning. Pure JavaScript for Node and browsers: no dependency,
 * no native code, no network.
 *
 *     import { readMrz } from "@countersign/mrz";
 *     const reading = readMrz({ width, height, data }); // a byte for each pixel
 *     if (reading.found && reading.trusted) console.log(reading.fields.names, reading.fields.birthDate.iso);
 *
 * It promises that a reading is what was recognised and nothing else: check digits verify and never
 * correct. `trusted` means that nothing contradicts Doc 9303 and that the confidence in every
 * character is high; `npm run bench:checks` measures how often that is wrong. It does not mean that
 * a document is genuine.
 */

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
export { sameWriting, transliterations } from "./document/transliteration.ts";
export type { Grey } from "./picture/plane.ts";
export type { Confidence } from "./reader/candidate.ts";
export {
  type FoundZone,
  type MrzReading,
  type NothingFound,
  type ReadOptions,
  readMrz,
  type ZonePlace,
} from "./reader/read-mrz.ts";
export { zonePicture } from "./reader/zone-picture.ts";
