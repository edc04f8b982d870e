import * as z from "zod";
import { isObject } from "../json.ts";
import { type PatchOperation, patchOperationSchema } from "./trace.ts";

/**
 * What a gate may answer: JSON, at most 256 KiB. Everything may be left out, and so may the
 * envelope itself: without one, the status decides. `data` (RFC 7396) and `patch` (RFC 6902) change
 * the payload where the webhook's mode is `gate_apply`; with both, `data` comes first. What a hook
 * adds to these members is ignored.
 */
export const hookAnswerSchema = z.looseObject({
  allow: z.boolean().optional().describe("Whether the operation is allowed."),
  error: z
    .looseObject({
      code: z.string().describe("for programs, such as `out_of_stock`"),
      message: z.string().describe("for people; shown to the caller of the operation"),
      field: z.string().optional().describe("dotted path of what is wrong in the request"),
    })
    .optional()
    .describe("What went wrong; null if nothing did."),
  data: z.record(z.string(), z.json()).optional().describe("JSON Merge Patch of the payload"),
  patch: z.array(patchOperationSchema).optional().describe("JSON Patch of the payload"),
  warnings: z.array(z.string()).optional().describe("Remarks of the hooks that allowed it."),
});
export type HookAnswer = z.output<typeof hookAnswerSchema>;

/** What a hook denies with. */
export interface Denial {
  code: string;
  message: string;
  field?: string;
}

/** The message of a denial whose hook gives none. */
export const silentDenial = "The hook denied it without a message.";

/** An envelope as it counts. */
export type ReadAnswer =
  | { kind: "allow"; data?: Record<string, unknown>; patch?: PatchOperation[]; warnings: string[] }
  | { kind: "deny"; error: Denial }
  /** No envelope: it has none of its members. */
  | { kind: "foreign" }
  /** An envelope, but badly made. `detail` names members and kinds, no values. */
  | { kind: "malformed"; detail: string };

/** Bytes of an answer that are read. */
export const longestAnswer = 256 * 1024;
const mostOperations = 1000;
const mostWarnings = 20;
const deepest = 64;
const members = ["allow", "error", "data", "patch", "warnings"];
const lengths = { code: 100, message: 1000, field: 200, warning: 500 };

/**
 * Reads a gate's answer, already parsed from JSON. `allow: false` always denies, whatever the rest
 * contains, and so does an `error` without `allow`: what a hook forbids must not pass because of a
 * malformed envelope. An empty `error` (null, false, 0, an empty text) is ignored. Long texts are
 * cut.
 */
export function readAnswer(value: unknown): ReadAnswer {
  if (!isObject(value) || !members.some((name) => Object.hasOwn(value, name))) return { kind: "foreign" };
  const { allow, error, data, patch, warnings } = value;
  if (allow === false) return { kind: "deny", error: errorOf(error) };
  if (allow !== undefined && allow !== true)
    return { kind: "malformed", detail: "allow is neither true nor false" };
  if (error) {
    if (allow === true) return { kind: "malformed", detail: "allow is true although there is an error" };
    const denial = typeof error === "string" ? { message: error } : error;
    if (!isObject(denial) || typeof denial.message !== "string")
      return { kind: "malformed", detail: "error is neither {code, message} nor a text" };
    return { kind: "deny", error: errorOf(denial) };
  }
  const answer: ReadAnswer = { kind: "allow", warnings: warningsOf(warnings) };
  if (data !== undefined) {
    if (!isObject(data)) return { kind: "malformed", detail: "data is not an object" };
    if (!isTame(data))
      return { kind: "malformed", detail: "data is nested too deeply, or names a prototype" };
    answer.data = data;
  }
  if (patch !== undefined) {
    if (!Array.isArray(patch) || patch.length > mostOperations)
      return { kind: "malformed", detail: `patch is no list of at most ${mostOperations} operations` };
    if (!isTame(patch))
      return { kind: "malformed", detail: "patch is nested too deeply, or names a prototype" };
    const read = z.array(patchOperationSchema).safeParse(patch);
    if (!read.success) return { kind: "malformed", detail: "patch is not a JSON Patch" };
    answer.patch = read.data;
  }
  return answer;
}

/**
 * The denial of an error response's JSON, if that is an envelope beyond doubt: frameworks answer
 * `{"error": "Not Found"}` of their own accord where an address is wrong.
 */
export function readDenial(value: unknown): Denial | null {
  if (!isObject(value) || (value.allow !== false && !isError(value.error))) return null;
  const read = readAnswer(value);
  return read.kind === "deny" ? read.error : null;
}

/** Where receivers that don't know the envelope put texts for people. */
const messageNames = ["message", "error", "detail", "description", "title"];

/** A denial in the words of JSON that is no envelope: its first text that is meant for people. */
export function foreignDenial(value: unknown): Denial {
  if (!isObject(value)) return errorOf({ message: value });
  const nested = isObject(value.error) ? value.error : value;
  const message = messageNames
    .map((name) => nested[name])
    .find((each) => typeof each === "string" && each.trim() !== "");
  return errorOf({ message, field: value.field });
}

/** A denial in plain words. */
export function wordedDenial(message: string): Denial {
  return errorOf({ message });
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value.code === "string" && typeof value.message === "string";
}

function errorOf(value: unknown): Denial {
  const { code, message, field } = isObject(value) ? value : {};
  return {
    code: text(code, lengths.code) ?? "denied",
    message: text(message, lengths.message) ?? silentDenial,
    ...(typeof field === "string" && field !== "" && { field: field.slice(0, lengths.field) }),
  };
}

/** One line without control characters and without those that turn the direction of writing. */
function text(value: unknown, longest: number): string | undefined {
  if (typeof value !== "string") return undefined;
  const line = value
    .slice(0, 4 * longest)
    .toWellFormed()
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  return line === "" ? undefined : line.slice(0, longest).toWellFormed();
}

function warningsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const texts = value.filter((each) => typeof each === "string");
  return texts.slice(0, mostWarnings).map((each) => each.slice(0, lengths.warning));
}

const prototypeNames = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Whether the value is of bounded depth and no key of it could reach a prototype. Without
 * recursion: depth is what it checks.
 */
function isTame(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return false;
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each !== "object" || each === null) continue;
      if (!Array.isArray(each) && Object.keys(each).some((key) => prototypeNames.has(key))) return false;
      for (const inner of Object.values(each)) next.push(inner);
    }
    level = next;
  }
  return true;
}
