import type { TraceStep } from "@countersign/wire";
import type { Payload } from "./contract.ts";

/** What is sealed of a run. Earlier versions sealed the steps alone. */
export interface StoredTrace {
  steps: TraceStep[];
  /** The payload that the hooks were asked about. */
  before: Payload;
  /** The payload with their changes; absent where nothing was changed. */
  after?: Payload;
}

/** Context under which a trace's steps are sealed. */
export function stepsContext(id: string): string {
  return `interception:${id}:steps`;
}
