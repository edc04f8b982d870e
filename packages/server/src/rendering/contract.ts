import type { JsonValue } from "@countersign/wire";

/** What templates and conditions work over: the members of an event's canonical body. */
export interface About {
  event: string;
  sequence: number | null;
  /** ISO 8601. */
  occurredAt: string;
  data: { [key: string]: JsonValue };
}

/** For whom something is rendered: who shares the slots, and whose slow template is set aside. */
export interface Owner {
  projectId: string;
  /** Null: settings that are tried and not saved yet. */
  webhookId: string | null;
}

/** What is wrong with a template or a condition, or with what it came to. Lines and columns count from 1. */
export interface SourceProblem {
  kind: "syntax" | "forbidden" | "quotes" | "not-json" | "failed" | "too-slow" | "too-large" | "busy";
  /** One sentence that names the fix; holds no value of an event. */
  detail: string;
  line?: number;
  column?: number;
}

export type Made<Value> = { ok: true; value: Value } | { ok: false; problem: SourceProblem };

/** One piece of work for a child. */
export type Task =
  | { kind: "render"; source: string; about: string }
  | { kind: "evaluate"; source: string; about: string }
  | { kind: "read-yaml"; source: string }
  /** By examples: their values may be named in problems. */
  | {
      kind: "check-template" | "check-condition";
      source: string;
      examples: { name: string; about: string }[];
    };

export type TaskResult = Made<string | boolean | null>;

/** What a child sends: that it takes tasks (null), or what a task came to. */
export interface ChildMessage {
  result: TaskResult | null;
  /** Microseconds of processor time that its main thread has used since it began. */
  cpu: number;
}

/**
 * Whether the same can be tried again: not where it was too much for a child. Whoever stores what could not be made keeps that
 * apart.
 */
export function isFinal({ kind }: SourceProblem): boolean {
  return kind === "too-slow" || kind === "too-large";
}
