/** Every state a session can be in; the last four are final. */
export const sessionStates = [
  "created",
  "started",
  "processing",
  "in_review",
  "succeeded",
  "failed",
  "aborted",
  "expired",
] as const;
export type SessionState = (typeof sessionStates)[number];

/** The states in which a session still waits for something. */
export const openSessionStates = ["created", "started", "processing", "in_review"] as const;
export type OpenSessionState = (typeof openSessionStates)[number];

/** The states that no session ever leaves. */
export const finalSessionStates = ["succeeded", "failed", "aborted", "expired"] as const;
export type FinalSessionState = (typeof finalSessionStates)[number];

/** Whether the state still waits for something to happen. */
export function isOpenState(state: SessionState): state is OpenSessionState {
  return (openSessionStates as readonly SessionState[]).includes(state);
}

/** What is verified about the person. Grows with later methods. */
export const sessionMethods = ["identification", "verification"] as const;
export type SessionMethod = (typeof sessionMethods)[number];

/** Who leads the person through: the applicant's page, or the integrator with its own camera. */
export const sessionFlows = ["page", "direct"] as const;
export type SessionFlow = (typeof sessionFlows)[number];
