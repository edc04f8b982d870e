import {
  type FieldProblem,
  isObject,
  type PersonData,
  type PersonRecord,
  type PinflProblem,
  parseInput,
  parsePinfl,
  personRecordSchema,
} from "@countersign/wire";
import { decodePhoto } from "./photo.ts";

/** A valid person record. `record.photo` is null: the photo is separate, in bytes. */
export interface CheckedPerson {
  record: PersonRecord;
  photo: Buffer | null;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: FieldProblem[] };

const pinflProblems: Record<PinflProblem, string> = {
  digits: "must be 14 digits",
  century: "must begin with a digit from 1 to 6: century and sex",
  date: "must hold a calendar date in digits 2 to 7, DDMMYY",
  area: "must not have the area 000 in digits 8 to 10",
  serial: "must not have the serial number 000 in digits 11 to 13",
  "check-digit": "must end in the check digit of its first 13 digits; one digit is mistyped",
  "birth-date-mismatch": "must hold the date of person.birthDate",
};

/**
 * Validates a person from an import or a source's response. `strict` also requires a valid PINFL that agrees with
 * birth date and sex; otherwise 14 digits are enough, since test projects use invented numbers.
 *
 * Accepts two things that able-id's own samples of the person hook suggest: an `attemptId` inside `person`, which is
 * dropped, and `registration: null` for a person without registration.
 */
export function checkPerson(input: unknown, strict: boolean): Checked<CheckedPerson> {
  const parsed = parseInput(personRecordSchema, withoutHookFields(input));
  if (!parsed.ok)
    return { ok: false, problems: parsed.problems.map(({ field, problem }) => ({ field, problem })) };
  const { photo: base64, ...rest } = parsed.value;
  const problems = strict ? strictProblems(rest.person) : [];
  const decoded = base64 === null ? null : decodePhoto(base64);
  if (decoded?.ok === false) problems.push({ field: "photo", problem: decoded.problem });
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: { record: { ...rest, photo: null }, photo: decoded?.ok ? decoded.photo : null } };
}

function strictProblems(person: PersonData): FieldProblem[] {
  const pinfl = parsePinfl(person.pinfl);
  if (!pinfl.ok) return [{ field: "person.pinfl", problem: pinflProblems[pinfl.problem] }];
  const problems: FieldProblem[] = [];
  if (pinfl.parts.birthDate !== person.birthDate)
    problems.push({ field: "person.birthDate", problem: "must be the date inside person.pinfl" });
  if (pinfl.parts.sex !== person.sex)
    problems.push({ field: "person.sex", problem: "must agree with the first digit of person.pinfl" });
  return problems;
}

function withoutHookFields(input: unknown): unknown {
  if (!isObject(input)) return input;
  const registration = input.registration ?? { permanentRegistration: null, temporaryRegistrations: null };
  if (!isObject(input.person)) return { ...input, registration };
  const { attemptId: _, ...person } = input.person;
  return { ...input, person, registration };
}
