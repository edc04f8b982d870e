import type { JsonValue } from "@countersign/wire";

/** The input of templates and conditions: the members of an event's canonical body. */
export interface About {
  event: string;
  sequence: number | null;
  /** ISO 8601. */
  occurredAt: string;
  data: { [key: string]: JsonValue };
}

/**
 * For whom something is rendered: projects share the processes, and a webhook with a slow template
 * is suspended.
 */
export interface Owner {
  projectId: string;
  /** Null: settings that are tried before they are saved. */
  webhookId: string | null;
}

/** A problem of a template or a condition, or of its result. Lines and columns count from 1. */
export interface SourceProblem {
  kind: "syntax" | "forbidden" | "quotes" | "not-json" | "failed" | "too-slow" | "too-large" | "busy";
  /** One sentence that names the fix; contains no value of an event. */
  detail: string;
  line?: number;
  column?: number;
}

export type Made<Value> = { ok: true; value: Value } | { ok: false; problem: SourceProblem };

/** One task for a child. */
export type Task =
  | { kind: "render"; source: string; about: string }
  | { kind: "evaluate"; source: string; about: string }
  | { kind: "read-yaml"; source: string }
  /** With examples: problems may quote their values. */
  | {
      kind: "check-template" | "check-condition";
      source: string;
      examples: { name: string; about: string }[];
    };

export type TaskResult = Made<string | boolean | null>;

/**
 * Whether a retry is useless: the task was too much for a child. Callers store such results
 * differently.
 */
export function isFinal({ kind }: SourceProblem): boolean {
  return kind === "too-slow" || kind === "too-large";
}
