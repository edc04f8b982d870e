import type { JsonValue, PatchOperation } from "@countersign/wire";
import { applyPatch } from "rfc6902";
import type { Payload } from "./contract.ts";

export type Changed =
  | { ok: true; payload: Payload; changes: PatchOperation[] }
  /** `detail` names operations and places, no values. */
  | { ok: false; detail: string };

/** What `copy` may add, in characters of JSON: without a bound, a short patch doubles a document as often as it has operations. */
const mostCopied = 1024 * 1024;
const prototypeNames = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Applies what a hook answered: its merge patch, then its JSON Patch, all or nothing. The payload itself is left as it
 * is. `readAnswer` has seen to it that no key of the changes reaches a prototype; the paths are seen to here.
 */
export function applyChanges(
  payload: Payload,
  answer: { data?: Record<string, unknown>; patch?: PatchOperation[] },
): Changed {
  const changes: PatchOperation[] = [];
  if (answer.data !== undefined) mergeOperations(payload, answer.data as Payload, "", changes);
  if (answer.patch !== undefined) {
    const forbidden = answer.patch.findIndex((operation) => !isTame(operation));
    if (forbidden !== -1)
      return { ok: false, detail: `operation ${forbidden} of its patch names a prototype` };
    changes.push(...answer.patch);
  }
  if (changes.length === 0) return { ok: true, payload, changes };
  const copy = structuredClone(payload);
  let copied = 0;
  for (const [at, operation] of changes.entries()) {
    if (operation.op === "copy") {
      copied += sizeAt(copy, operation.from);
      if (copied > mostCopied) return { ok: false, detail: "its patch copies more than 1 MiB" };
    }
    // One by one: the library would go on after a failure. The value is cloned, so that two places never share one.
    const [error] = applyPatch(copy, [structuredClone(operation)]);
    if (error !== null || isRootChange(operation))
      return { ok: false, detail: `operation ${at} (${operation.op}) does not fit the payload` };
  }
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

/** RFC 7396: where an object is put in whole, its nulls say that nothing is there. */
function withoutNulls(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}

function isTame(operation: PatchOperation): boolean {
  const pointers = "from" in operation ? [operation.path, operation.from] : [operation.path];
  return pointers.every((pointer) => !tokensOf(pointer).some((token) => prototypeNames.has(token)));
}

function tokensOf(pointer: string): string[] {
  return pointer.split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The whole payload can't be put in or taken away: it is an object, and stays one. */
function isRootChange(operation: PatchOperation): boolean {
  return operation.op !== "test" && operation.path === "";
}

function sizeAt(payload: Payload, pointer: string): number {
  let value: JsonValue | undefined = payload;
  for (const token of tokensOf(pointer).slice(1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return 0;
    value = (value as Payload)[token];
  }
  return JSON.stringify(value)?.length ?? 0;
}

function isObject(value: JsonValue | undefined): value is Payload {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
