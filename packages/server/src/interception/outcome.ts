import type { BrokenReason, PatchOperation, SkipReason } from "@countersign/wire";
import type { Payload } from "./contract.ts";

/** The outcome of asking one hook. */
export type Outcome =
  | { kind: "skipped"; why: SkipReason; detail: string | null }
  | {
      kind: "allowed";
      status: number | null;
      /** With the hook's changes; the same object if there are none. */
      payload: Payload;
      changes: PatchOperation[];
      warnings: string[];
      detail: string | null;
    }
  | Denied
  | Broken;

export interface Denied {
  kind: "denied";
  /** Of the hook's response; null if the hook was not called. */
  status: number | null;
  /** The status of the operation's response. */
  answer: number;
  error: { code: string; message: string; field?: string };
}

export interface Broken {
  kind: "broken";
  status: number | null;
  reason: BrokenReason;
  /** One sentence; contains no part of a raw response. */
  detail: string;
}

export function broken(reason: BrokenReason, detail: string, status: number | null = null): Broken {
  return { kind: "broken", reason, detail, status };
}

/** The status of an operation whose hook failed: 504 too late, 503 not reachable, 502 a bad response. */
export function statusOf(reason: BrokenReason): 502 | 503 | 504 {
  if (reason === "timeout" || reason === "budget") return 504;
  return reason === "refused" || reason === "breaker_open" ? 503 : 502;
}
