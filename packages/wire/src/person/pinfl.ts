import type { ProjectMode } from "../session/kinds.ts";
import { isCalendarDate } from "./birth-date.ts";

/** 1 male, 2 female, as able-id's `sex` field counts. */
export type Sex = 1 | 2;

/** The information in a PINFL. */
export interface PinflParts {
  /** `YYYY-MM-DD` */
  birthDate: string;
  sex: Sex;
  /** code of the area that issued it, 1 to 999 */
  area: number;
  /** number of the person among those born there on that day, 1 to 999 */
  serial: number;
}

/** Why a text is not the person's PINFL; the first rule that it breaks, in this order. */
export type PinflProblem =
  | "digits"
  | "century"
  | "date"
  | "area"
  | "serial"
  | "check-digit"
  | "birth-date-mismatch";

/** 14 digits: all that a test-mode project and the registry's import ask for. */
export const pinflPattern = /^[0-9]{14}$/;

const weights = [7, 3, 1];

/** The 14th digit: the first 13 times 7, 3, 1, 7, 3, 1…, summed, modulo 10. */
function checkDigit(first13: string): number {
  let sum = 0;
  for (let i = 0; i < 13; i++) sum += Number(first13.charAt(i)) * (weights[i % 3] ?? 0);
  return sum % 10;
}

/**
 * Takes a PINFL apart by the rules of the national number: 1st digit = century and sex (1/2 18xx,
 * 3/4 19xx, 5/6 20xx; odd male), 2-7 = DDMMYY of birth, 8-10 = area, 11-13 = serial, 14th = check
 * digit.
 */
export function parsePinfl(
  pinfl: string,
): { ok: true; parts: PinflParts } | { ok: false; problem: PinflProblem } {
  if (!pinflPattern.test(pinfl)) return { ok: false, problem: "digits" };
  const first = Number(pinfl.charAt(0));
  if (first < 1 || first > 6) return { ok: false, problem: "century" };
  const year = 1800 + 100 * Math.floor((first - 1) / 2) + Number(pinfl.slice(5, 7));
  const [day, month] = [pinfl.slice(1, 3), pinfl.slice(3, 5)];
  if (!isCalendarDate(year, Number(month), Number(day))) return { ok: false, problem: "date" };
  const area = Number(pinfl.slice(7, 10));
  if (area === 0) return { ok: false, problem: "area" };
  const serial = Number(pinfl.slice(10, 13));
  if (serial === 0) return { ok: false, problem: "serial" };
  if (checkDigit(pinfl) !== Number(pinfl.charAt(13))) return { ok: false, problem: "check-digit" };
  const sex: Sex = first % 2 === 1 ? 1 : 2;
  return { ok: true, parts: { birthDate: `${year}-${month}-${day}`, sex, area, serial } };
}

/**
 * Checks a PINFL as a project of this mode does: `live` enforces the number's rules, `test` only
 * requires 14 digits. In live mode it must also belong to somebody born on `birthDate`
 * (`YYYY-MM-DD`) if one is given. Null when there is nothing wrong.
 */
export function validatePinfl(pinfl: string, mode: ProjectMode, birthDate?: string): PinflProblem | null {
  if (mode === "test") return pinflPattern.test(pinfl) ? null : "digits";
  const parsed = parsePinfl(pinfl);
  if (!parsed.ok) return parsed.problem;
  return birthDate === undefined || parsed.parts.birthDate === birthDate ? null : "birth-date-mismatch";
}

/**
 * The valid PINFL of an invented person. Throws a RangeError when the parts have no PINFL: a birth
 * before 1800 or after 2099, a day that does not exist, an area or serial outside 1 to 999.
 */
export function makePinfl(parts: PinflParts): string {
  const [year, month, day] = parts.birthDate.split("-");
  const century = Math.floor(Number(year) / 100) - 18;
  const first = century * 2 + parts.sex;
  const three = (value: number) => String(value).padStart(3, "0");
  const head = `${first}${day}${month}${year?.slice(2)}${three(parts.area)}${three(parts.serial)}`;
  const pinfl = `${head}${checkDigit(head)}`;
  if (!parsePinfl(pinfl).ok) throw new RangeError("these parts have no PINFL");
  return pinfl;
}
