import type { failureReasons } from "../generated/reasons.ts";
import type { Setting } from "./set-path.ts";

/** What was caused, and how. */
export type Triggered =
  | { kind: "recorded"; eventId: string; type: string }
  | { kind: "session"; sessionId: string; type: string; status: string }
  | { kind: "asked"; type: string; allow: boolean; response: unknown };

/** A reason for which sessions of some method fail. */
export type FailureReason = (typeof failureReasons)[keyof typeof failureReasons][number];

export interface TriggerOptions {
  projectId: string;
  type: string;
  settings: readonly Setting[];
  /** The reason for which a session fails; null: it succeeds where the type does not say otherwise. */
  fail: FailureReason | null;
  /** The project's secret, which the calls under `/check` are made with; null where none was given. */
  secret: string | null;
}
