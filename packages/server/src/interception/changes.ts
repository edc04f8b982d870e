import { isObject, type JsonValue, type PatchOperation } from "@countersign/wire";
import { applyPatch } from "rfc6902";
import { jsonValueProblem, payloadLimits } from "../json/index.ts";
import type { Payload } from "./contract.ts";
import { fits, valueAt } from "./pointer.ts";

export type Changed =
  | { ok: true; payload: Payload; changes: PatchOperation[] }
  /** `detail` names operations and places, no values. */
  | { ok: false; detail: string };

/** Limit of what `copy` may add, in characters of JSON: otherwise each operation could double the document. */
const maxCopied = 1024 * 1024;

/**
 * Applies a hook's response: its merge patch, then its JSON Patch, all or nothing. The payload itself is not modified.
 * `readAnswer` has checked that no key of the values reaches a prototype; `fits` checks the paths.
 */
export function applyChanges(
  payload: Payload,
  answer: { data?: Record<string, unknown>; patch?: PatchOperation[] },
): Changed {
  const changes: PatchOperation[] = [];
  if (answer.data !== undefined) mergeOperations(payload, answer.data as Payload, "", changes);
  if (answer.patch !== undefined) changes.push(...answer.patch);
  if (changes.length === 0) return { ok: true, payload, changes };
  const copy = structuredClone(payload);
  let copied = 0;
  for (const [at, operation] of changes.entries()) {
    const misfit = {
      ok: false,
      detail: `operation ${at} (${operation.op}) does not fit the payload`,
    } as const;
    if (!fits(copy, operation)) return misfit;
    if (operation.op === "copy") {
      copied += JSON.stringify(valueAt(copy, operation.from)).length;
      if (copied > maxCopied) return { ok: false, detail: "its patch copies more than 1 MiB" };
    }
    // One by one: the library would continue after a failure. The value is cloned, so that two places never share it.
    const [error] = applyPatch(copy, [structuredClone(operation)]);
    if (error !== null) return misfit;
  }
  // The limits of the first payload apply to every later hook, template and condition.
  const tooMuch = jsonValueProblem(copy, payloadLimits);
  if (tooMuch !== null) return { ok: false, detail: `the payload then ${tooMuch}` };
  // RFC 6902's `test` changes nothing.
  return { ok: true, payload: copy, changes: changes.filter((operation) => operation.op !== "test") };
}

/** A merge patch (RFC 7396) as the operations of a JSON Patch that do the same: only what differs. */
function mergeOperations(target: Payload, patch: Payload, path: string, into: PatchOperation[]): void {
  for (const [key, value] of Object.entries(patch)) {
    const place = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const present = Object.hasOwn(target, key);
    const before = present ? target[key] : undefined;
    if (value === null) {
      if (present) into.push({ op: "remove", path: place });
    } else if (isObject(value) && isObject(before)) {
      mergeOperations(before, value, place, into);
    } else {
      const merged = withoutNulls(value);
      if (!present) into.push({ op: "add", path: place, value: merged });
      else if (JSON.stringify(before) !== JSON.stringify(merged))
        into.push({ op: "replace", path: place, value: merged });
    }
  }
}

/** RFC 7396: nulls of a newly inserted object mean absent members. */
function withoutNulls(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}
