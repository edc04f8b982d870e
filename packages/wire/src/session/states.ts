import * as z from "zod";

/** Every state a session can be in; the last four are final. */
export const sessionStates = [
  "created",
  "started",
  "processing",
  "in_review",
  "resubmission_requested",
  "succeeded",
  "failed",
  "aborted",
  "expired",
] as const;
export type SessionState = (typeof sessionStates)[number];
export const sessionStateSchema = z.enum(sessionStates);

/** The states in which a session still waits for something. */
export const openSessionStates = [
  "created",
  "started",
  "processing",
  "in_review",
  "resubmission_requested",
] as const;
export type OpenSessionState = (typeof openSessionStates)[number];

/** The states that no session ever leaves. */
export const finalSessionStates = ["succeeded", "failed", "aborted", "expired"] as const;
export type FinalSessionState = (typeof finalSessionStates)[number];

/** Whether the state still waits for something to happen. */
export function isOpenState(state: SessionState): state is OpenSessionState {
  return (openSessionStates as readonly SessionState[]).includes(state);
}

/** Whether a session in this state is over. */
export function isFinal(state: SessionState): state is FinalSessionState {
  return !isOpenState(state);
}
