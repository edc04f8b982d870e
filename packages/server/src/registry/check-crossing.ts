import { type CrossingRecord, crossingRecordSchema, parseInput } from "@countersign/wire";
import type { Checked } from "./check-person.ts";
import { decodePhoto } from "./photo.ts";

/** A crossing's record that may be kept. `record.photo` is null: the photo stands apart, in bytes. */
export interface CheckedCrossing {
  record: CrossingRecord;
  photo: Buffer | null;
}

/** Checks a border crossing as it stands in an import or a source's answer. */
export function checkCrossing(input: unknown): Checked<CheckedCrossing> {
  const parsed = parseInput(crossingRecordSchema, input);
  if (!parsed.ok)
    return { ok: false, problems: parsed.problems.map(({ field, problem }) => ({ field, problem })) };
  const { photo: base64, ...rest } = parsed.value;
  const decoded = base64 === null ? null : decodePhoto(base64);
  if (decoded?.ok === false) return { ok: false, problems: [{ field: "photo", problem: decoded.problem }] };
  return { ok: true, value: { record: { ...rest, photo: null }, photo: decoded?.ok ? decoded.photo : null } };
}
