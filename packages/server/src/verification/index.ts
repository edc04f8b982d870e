export { abortSession, giveConsent } from "./applicant.ts";
export { type PictureProblem, sessionPhoto } from "./captures.ts";
export { type Decision, type DecisionResult, decideReview } from "./decide.ts";
export type { SessionEvent, VerificationDeps } from "./deps.ts";
export { nextEventSequence } from "./event-sequence.ts";
export { expireDue, type Sweep } from "./expire.ts";
export { failedLately } from "./failure-limit.ts";
export { wasIdentified } from "./identified-before.ts";
export { listSessions, type SessionQuery } from "./list.ts";
export { enterPage, type PageEntry } from "./page-token.ts";
export { sessionPerson } from "./person.ts";
export { findSession, lockSession } from "./read.ts";
export { type CancelDeliveries, type RedactResult, redactSession } from "./redact.ts";
export { findReview, listReviews, type Review, type ReviewQuery, reviewComment } from "./reviews.ts";
export type { Machine, SessionOutcome, SimulatedOutcome, Trigger, TriggerType } from "./rules/machine.ts";
export { legalTriggers } from "./rules/next-state.ts";
export type { Session, SessionPerson } from "./session.ts";
export { simulateOutcome } from "./simulate.ts";
export {
  type StartDirectResult,
  type StartInput,
  type StartResult,
  startDirectSession,
  startSession,
} from "./start.ts";
export { type DirectSubmission, type SubmitResult, submitCapture, submitDirect } from "./submit.ts";
export { startSweeper } from "./sweeper.ts";
export { type TimelineEntry, timeline } from "./timeline.ts";
export type { TransitionResult } from "./transition.ts";
