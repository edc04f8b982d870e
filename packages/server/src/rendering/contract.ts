import type { JsonValue } from "@countersign/wire";

/** What templates and conditions work over: the members of an event's canonical body. */
export interface About {
  event: string;
  sequence: number | null;
  /** ISO 8601. */
  occurredAt: string;
  data: { [key: string]: JsonValue };
}

/** What is wrong with a template or a condition, or with what it came to. Lines and columns count from 1. */
export interface SourceProblem {
  kind: "syntax" | "forbidden" | "quotes" | "not-json" | "failed" | "too-slow" | "too-large" | "busy";
  /** One sentence with the mend; holds no value of an event. */
  detail: string;
  line?: number;
  column?: number;
}

export type Made<Value> = { ok: true; value: Value } | { ok: false; problem: SourceProblem };

/** One piece of work for a worker. */
export type Task =
  | { kind: "render"; source: string; about: string }
  | { kind: "evaluate"; source: string; about: string }
  /** By examples: their values may be named in problems. */
  | {
      kind: "check-template" | "check-condition";
      source: string;
      examples: { name: string; about: string }[];
    };

/** What a thread writes down in shared memory: the number of its present task, and its own time (µs) when it began that. */
export const threadState = { task: 0, begun: 1, length: 2 } as const;

export type TaskResult = Made<string | boolean | null>;
