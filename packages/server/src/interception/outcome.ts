import type { BrokenReason, PatchOperation, SkipReason } from "@countersign/wire";
import type { Payload } from "./contract.ts";

/** What asking one hook came to. */
export type Outcome =
  | { kind: "skipped"; why: SkipReason; detail: string | null }
  | {
      kind: "allowed";
      status: number | null;
      /** As the hook changed it; the same object where it did not. */
      payload: Payload;
      changes: PatchOperation[];
      warnings: string[];
      detail: string | null;
    }
  | Denied
  | Broken;

export interface Denied {
  kind: "denied";
  /** Of the hook's answer; null where none was asked for. */
  status: number | null;
  /** What the operation answers with. */
  answer: number;
  error: { code: string; message: string; field?: string };
}

export interface Broken {
  kind: "broken";
  status: number | null;
  reason: BrokenReason;
  /** One sentence; holds nothing of a raw answer. */
  detail: string;
}

export function broken(reason: BrokenReason, detail: string, status: number | null = null): Broken {
  return { kind: "broken", reason, detail, status };
}

/** What an operation answers whose hook is broken: 504 too late, 503 not reachable, 502 a bad answer. */
export function statusOf(reason: BrokenReason): 502 | 503 | 504 {
  if (reason === "timeout" || reason === "budget") return 504;
  return reason === "refused" || reason === "breaker-open" ? 503 : 502;
}
