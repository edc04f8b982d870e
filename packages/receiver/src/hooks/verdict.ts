import type { BeforeEventType, EventPayload } from "../event.ts";
import type { JsonValue } from "../json.ts";

/** What an operation's caller gets when a hook denies it. */
export interface Denial {
  /** for programs, such as `out_of_stock` */
  code: string;
  /** for people */
  message: string;
  /** dotted path of what is wrong in the request */
  field?: string;
}

/** One operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { op: "add" | "replace" | "test"; path: string; value: JsonValue }
  | { op: "remove"; path: string }
  | { op: "move" | "copy"; path: string; from: string };

/** A JSON Merge Patch (RFC 7396): some of the members; null removes an optional one. */
export type MergePatch<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: MergePatch<Value[Key]> | (undefined extends Value[Key] ? null : never) }
    : Value;

/** What a hook decides about an operation. */
export type HookVerdict<Type extends BeforeEventType = BeforeEventType> =
  | { verdict: "allow"; warnings?: string[] }
  | { verdict: "deny"; error: Denial; status?: number }
  | {
      verdict: "change";
      data?: MergePatch<EventPayload<Type>>;
      patch?: PatchOperation[];
      warnings?: string[];
    };

type Warnings = { warnings?: string[] };

/** Allows the operation. The caller is passed the warnings on. */
export function allow(more: Warnings = {}): { verdict: "allow" } & Warnings {
  return { verdict: "allow", ...more };
}

/**
 * Denies the operation: its caller gets the error, with the status 422 or this one, which must be a
 * 4xx.
 */
export function deny(
  error: Denial,
  { status }: { status?: number } = {},
): Extract<HookVerdict, { verdict: "deny" }> {
  return { verdict: "deny", error, ...(status !== undefined && { status }) };
}

/**
 * Allows the operation with other data: a merge patch of the event's payload. The webhook's mode
 * must be `gate_apply`.
 */
export function change<Data>(data: Data, more: Warnings = {}): { verdict: "change"; data: Data } & Warnings {
  return { verdict: "change", data, ...more };
}

/** As {@link change}, by a JSON Patch: what a merge patch can't say, such as one element of a list. */
export function changeByPatch(
  patch: PatchOperation[],
  more: Warnings = {},
): { verdict: "change"; patch: PatchOperation[] } & Warnings {
  return { verdict: "change", patch, ...more };
}
