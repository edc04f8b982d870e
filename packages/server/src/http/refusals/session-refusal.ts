import { isFinal } from "@countersign/wire";
import type { Session, TriggerType } from "../../verification/index.ts";
import { type Refusal, refuse } from "./problem.ts";

/**
 * The refusal of a step that a session's state does not allow: `session_ended` or
 * `session_not_open`.
 */
export function sessionRefusal(session: Pick<Session, "state">, legal: readonly TriggerType[]): Refusal {
  const { state } = session;
  if (isFinal(state))
    return refuse("session_ended", `The session is over: ${state}.`, { sessionStatus: state });
  const triggers = [...legal];
  return refuse("session_not_open", `A session that is ${state} does not allow this.`, {
    sessionStatus: state,
    triggers,
  });
}

/** The refusal of a step that collided with others in every retry. */
export function sessionConflict(): Refusal {
  return refuse("conflict", "Others keep changing the session. Read it again and repeat.");
}
