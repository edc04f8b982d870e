import { type CrossingRecord, crossingRecordSchema, parseInput } from "@countersign/wire";
import type { Checked } from "./check-person.ts";
import { decodePhoto } from "./photo.ts";

/** A valid crossing record. `record.photo` is null: the photo is separate, in bytes. */
export interface CheckedCrossing {
  record: CrossingRecord;
  photo: Buffer | null;
}

/** Validates a border crossing from an import or a source's response. */
export function checkCrossing(input: unknown): Checked<CheckedCrossing> {
  const parsed = parseInput(crossingRecordSchema, input);
  if (!parsed.ok)
    return { ok: false, problems: parsed.problems.map(({ field, problem }) => ({ field, problem })) };
  const { photo: base64, ...rest } = parsed.value;
  const decoded = base64 === null ? null : decodePhoto(base64);
  if (decoded?.ok === false) return { ok: false, problems: [{ field: "photo", problem: decoded.problem }] };
  return { ok: true, value: { record: { ...rest, photo: null }, photo: decoded?.ok ? decoded.photo : null } };
}
