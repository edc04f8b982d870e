import * as z from "zod";
import { type PatchOperation, patchOperationSchema } from "./trace.ts";

/**
 * What a gate answers: JSON, at most 256 KiB. Everything may be left out; an empty 2xx answer allows without a change.
 * `data` (RFC 7396) and `patch` (RFC 6902) change the payload where the webhook's mode is `gate-apply`; with both, `data`
 * comes first. What a hook adds beside these members is not looked at.
 */
export const hookAnswerSchema = z.looseObject({
  allow: z.boolean().optional(),
  error: z
    .looseObject({
      code: z.string().describe("for programs, such as `out_of_stock`"),
      message: z.string().describe("for people: the caller of the operation is shown it"),
      field: z.string().optional().describe("dotted path of what is wrong in the request"),
    })
    .optional(),
  data: z.record(z.string(), z.json()).optional().describe("JSON Merge Patch of the payload"),
  patch: z.array(patchOperationSchema).optional().describe("JSON Patch of the payload"),
  warnings: z.array(z.string()).optional(),
});
export type HookAnswer = z.output<typeof hookAnswerSchema>;

/** An envelope as it counts. */
export type ReadAnswer =
  | { kind: "allow"; data?: Record<string, unknown>; patch?: PatchOperation[]; warnings: string[] }
  | { kind: "deny"; error: { code: string; message: string; field?: string } }
  /** `detail` names members and kinds, no values. */
  | { kind: "malformed"; detail: string };

/** Bytes of an answer that are read. */
export const longestAnswer = 256 * 1024;
const mostOperations = 1000;
const mostWarnings = 20;
const deepest = 64;
const lengths = { code: 100, message: 1000, field: 200, warning: 500 };

/**
 * Reads a gate's answer, already parsed from JSON. `allow: false` always denies, however the rest is made, and so does
 * an `error` without `allow`: what a hook forbids must not pass because it worded it badly. Long texts are cut.
 */
export function readAnswer(value: unknown): ReadAnswer {
  if (!isObject(value)) return { kind: "malformed", detail: "the answer is JSON, but no object" };
  const { allow, error, data, patch, warnings } = value;
  if (allow === false) return { kind: "deny", error: errorOf(error) };
  if (allow !== undefined && allow !== true)
    return { kind: "malformed", detail: "allow is neither true nor false" };
  if (error !== undefined && error !== null) {
    if (allow === true) return { kind: "malformed", detail: "allow is true beside an error" };
    if (!isError(error)) return { kind: "malformed", detail: "error is not {code, message}" };
    return { kind: "deny", error: errorOf(error) };
  }
  const answer: ReadAnswer = { kind: "allow", warnings: warningsOf(warnings) };
  if (data !== undefined) {
    if (!isObject(data)) return { kind: "malformed", detail: "data is no object" };
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
    if (!read.success) return { kind: "malformed", detail: "patch is no JSON Patch" };
    answer.patch = read.data;
  }
  return answer;
}

/**
 * Whether a 4xx answer's JSON is an envelope that denies. Everything else with such a status is a broken hook: a wrong
 * address or password must not look like a denial.
 */
export function readDenial(value: unknown): Extract<ReadAnswer, { kind: "deny" }> | null {
  const read = readAnswer(value);
  return read.kind === "deny" ? read : null;
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value.code === "string" && typeof value.message === "string";
}

function errorOf(value: unknown): { code: string; message: string; field?: string } {
  const { code, message, field } = isObject(value) ? value : {};
  return {
    code: text(code, lengths.code) ?? "denied",
    message: text(message, lengths.message) ?? "The hook denied it without a message.",
    ...(typeof field === "string" && field !== "" && { field: field.slice(0, lengths.field) }),
  };
}

function text(value: unknown, longest: number): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, longest) : undefined;
}

function warningsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const texts = value.filter((each) => typeof each === "string");
  return texts.slice(0, mostWarnings).map((each) => each.slice(0, lengths.warning));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const prototypeNames = new Set(["__proto__", "constructor", "prototype"]);

/** Whether the value is of bounded depth and no key of it could reach a prototype. Without recursion: depth is what it checks. */
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
