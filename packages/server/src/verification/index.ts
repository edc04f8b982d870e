/**
 * Sessions of every method: start, consent, captures, review, end. `rules/` is a pure table of states and
 * triggers; nothing else changes a session's state, and a step with everything that follows from it is
 * one transaction. A session that is past its deadline reads as expired, whether that is stored or not.
 *
 *     const started = await startSession(deps, tx, { project, method: "identification", person, … });
 *     const result = await submitCapture(deps, tx, sessionId, { kind: "selfie", photo });
 *     const decided = await decideReview(deps, tx, reviewId, { decision: "approve" }, actor);
 */
export type { VerificationDeps } from "./deps.ts";
export { retryLinkToken, retryOffer } from "./retry/offer.ts";
export { retrySession } from "./retry/retry.ts";
export { blocksOf } from "./review/approval-blocks.ts";
export { claimReview, noteInReview, releaseReview } from "./review/claim.ts";
export { type DecisionResult, decideReview } from "./review/decide.ts";
export type { Decision } from "./review/decision.ts";
export { hidesChecks, judgementOf, judgeReview } from "./review/judgement.ts";
export { type ResubmissionResult, requestResubmission } from "./review/request-resubmission.ts";
export type { Review } from "./review/review.ts";
export { openDueReviews, scheduleReview } from "./review/review-schedule.ts";
export { reviewWriting } from "./review/review-writing.ts";
export { findReview, listReviews, nextReview, reviewOfSession } from "./review/reviews.ts";
export type { UserDecision } from "./review/user-decision.ts";
export { openReviewOf, openUserReview, type ReviewedUser } from "./review/user-reviews.ts";
export { methodLifetimeMs } from "./rules/deadlines.ts";
export type { SessionOutcome, SimulatedOutcome, Transition, TriggerType } from "./rules/machine.ts";
export { eventsOf } from "./rules/method-events.ts";
export { identityChanged, missingIdentity } from "./rules/required-identity.ts";
export { maxResubmissions } from "./rules/resubmission.ts";
export { wantedCaptures } from "./rules/wanted-captures.ts";
export { sessionConsent } from "./session/consent.ts";
export { nextEventSequence } from "./session/event-sequence.ts";
export { failureReasons } from "./session/failure-reasons.ts";
export { endHandoff, handoffState, offerHandoff, takeHandoff } from "./session/handoff.ts";
export { countSessions, listSessions, sessionsBeside } from "./session/list.ts";
export { pageOfSessions } from "./session/page.ts";
export { enterPage } from "./session/page-token.ts";
export { sessionPerson, subjectNamed } from "./session/person.ts";
export { findSession } from "./session/read.ts";
export type { Session, SessionPerson } from "./session/session.ts";
export { type SessionData, sessionData } from "./session/session-data.ts";
export { timeline, wasExtended } from "./session/timeline.ts";
export { failedLately } from "./start/failure-limit.ts";
export { wasIdentified } from "./start/identified-before.ts";
export { startDirectSession, startSession } from "./start/start.ts";
export {
  isCall,
  type StartMethodInput,
  startMethodSession,
  userSubjectName,
} from "./start/start-method.ts";
export { abortSession, chooseDocument, extendSession, giveConsent } from "./submit/applicant.ts";
export { sessionCaptures, sessionPhoto, takenCaptures } from "./submit/captures.ts";
export { endProcessing, type Processed } from "./submit/end-processing.ts";
export { renewPage } from "./submit/renew-page.ts";
export { openRetakes } from "./submit/retakes.ts";
export { failSignature, markSigned } from "./submit/sign.ts";
export { simulateOutcome } from "./submit/simulate.ts";
export { joinCall, type SubmitResult, submitCapture, submitDirect } from "./submit/submit.ts";
export { expireDue } from "./transition/expire.ts";
export { lockSession } from "./transition/lock.ts";
export { type Erasing, redactSession, redactSubject } from "./transition/redact.ts";
export { startSweeper } from "./transition/sweeper.ts";
