export { abortSession, chooseDocument, giveConsent } from "./applicant.ts";
export { sessionCaptures, sessionPhoto, takenCaptures } from "./captures.ts";
export { claimReview, noteInReview, releaseReview } from "./claim.ts";
export { type Decision, type DecisionResult, decideReview } from "./decide.ts";
export type { VerificationDeps } from "./deps.ts";
export { nextEventSequence } from "./event-sequence.ts";
export { expireDue } from "./expire.ts";
export { failedLately } from "./failure-limit.ts";
export { failureReasons } from "./failure-reasons.ts";
export { wasIdentified } from "./identified-before.ts";
export { countSessions, listSessions } from "./list.ts";
export { enterPage } from "./page-token.ts";
export { sessionPerson, subjectNamed } from "./person.ts";
export { findSession, lockSession } from "./read.ts";
export { type Erasing, redactSession, redactSubject } from "./redact.ts";
export type { Review } from "./review.ts";
export { openDueReviews, scheduleReview } from "./review-schedule.ts";
export { reviewWriting } from "./review-writing.ts";
export { findReview, listReviews, reviewOfSession } from "./reviews.ts";
export type { SessionOutcome, SimulatedOutcome, Transition, TriggerType } from "./rules/machine.ts";
export { eventsOf } from "./rules/method-events.ts";
export { identityChanged } from "./rules/required-identity.ts";
export { wantedCaptures } from "./rules/wanted-captures.ts";
export type { Session, SessionPerson } from "./session.ts";
export { type SessionData, sessionData } from "./session-data.ts";
export { simulateOutcome } from "./simulate.ts";
export { startDirectSession, startSession } from "./start.ts";
export {
  type StartMethodInput,
  type StartMethodResult,
  startMethodSession,
  userSubjectName,
} from "./start-method.ts";
export { joinCall, type SubmitResult, submitCapture, submitDirect } from "./submit.ts";
export { startSweeper } from "./sweeper.ts";
export { timeline } from "./timeline.ts";
export type { UserDecision } from "./user-decision.ts";
export { openReviewOf, openUserReview, type ReviewedUser } from "./user-reviews.ts";
