import type { SessionState } from "@countersign/wire";
import type { TriggerType } from "./rules/machine.ts";
import type { Session } from "./session.ts";

/**
 * What became of a trigger. `refused`: it is illegal in the session's state, and these are legal there.
 * `conflict`: others kept changing the session; nothing was written, trying again is safe.
 */
export type TransitionResult =
  | { kind: "done"; session: Session }
  | { kind: "unknown" }
  | { kind: "refused"; session: Session; legal: readonly TriggerType[] }
  | { kind: "conflict" };
