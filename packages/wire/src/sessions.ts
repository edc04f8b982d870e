import * as z from "zod";

/** Where a session stands. The moves between states are `verification/rules`' matter. */
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
export const sessionStateSchema = z.enum(sessionStates);

/** States that a session never leaves. */
export const finalSessionStates = ["succeeded", "failed", "aborted", "expired"] as const;
export type FinalSessionState = (typeof finalSessionStates)[number];

/** Whether a session in this state is over. */
export function isFinal(state: SessionState): state is FinalSessionState {
  return (finalSessionStates as readonly string[]).includes(state);
}

/** How a person is verified: `verification` is the shorter, passive check of someone identified before. */
export const sessionMethods = ["identification", "verification"] as const;
export type SessionMethod = (typeof sessionMethods)[number];
export const sessionMethodSchema = z.enum(sessionMethods);

/** `page`: the applicant's page takes the picture; `direct`: the integrator sends it. */
export const sessionFlows = ["page", "direct"] as const;
export type SessionFlow = (typeof sessionFlows)[number];

/** Whom the session is about: somebody with a PINFL, or a foreigner known by a border crossing. */
export const personKinds = ["resident", "foreign"] as const;
export type PersonKind = (typeof personKinds)[number];

/** A project's mode: in `test` the outcomes can be chosen and PINFLs are checked loosely. */
export const projectModes = ["test", "live"] as const;
export type ProjectMode = (typeof projectModes)[number];
export const projectModeSchema = z.enum(projectModes);

/** Why a session failed: a stable word of lower-case letters, digits and `_`, for programs and for statistics. */
export const failureReasonSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, "must be lower-case letters, digits and _");
