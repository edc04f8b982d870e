export type { SessionEvent, VerificationDeps } from "./deps.ts";
export { findSession, lockSession, nextEventSequence, sessionPerson, sessionPhoto } from "./read.ts";
export type { SessionOutcome, SimulatedOutcome, Trigger, TriggerType } from "./rules/machine.ts";
export type { Session, SessionPerson } from "./session.ts";
export type { StartDirectResult, StartInput, StartResult } from "./start.ts";
export { startDirectSession, startSession } from "./start.ts";
export type { DirectSubmission, PictureProblem } from "./submit.ts";
export { submitDirect } from "./submit.ts";
export type { TransitionResult } from "./transition.ts";
