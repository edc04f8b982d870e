import type { ApprovalBlock, Identity } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Tx } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { missingIdentity } from "../rules/required-identity.ts";
import type { Session } from "../session/session.ts";
import { changedData, sessionData } from "../session/session-data.ts";
import { applyTrigger } from "../transition/transition.ts";
import { blocksOf } from "./approval-blocks.ts";
import { checkDecision, type DecisionRefusal } from "./check-decision.ts";
import type { Decision } from "./decision.ts";
import { type Held, holdReview } from "./hold-review.ts";
import type { Review } from "./review.ts";
import { scheduleReview } from "./review-schedule.ts";
import { reviewWriting, sealWriting } from "./review-writing.ts";
import { findReview } from "./reviews.ts";
import type { UserDecision } from "./user-decision.ts";
import { writeClaim } from "./write-claim.ts";

/**
 * `first-approval`: the project requires a second approval; the review is back in the queue. `identity`: the method
 * requires these fields of the person, and they are missing. `blocked`: this stands against an approval, and there is no
 * override. The others: see {@link DecisionRefusal}.
 */
export type DecisionResult =
  | {
      kind: "decided" | "first-approval";
      review: Review;
      session: Session | null;
      /** What was overridden. */
      overridden: readonly ApprovalBlock[];
    }
  | { kind: "unknown" }
  | { kind: "identity"; missing: readonly string[] }
  | { kind: "blocked"; blocks: readonly ApprovalBlock[] }
  | DecisionRefusal;

/**
 * Decides a review and with it its session, or reports the decision about a user through `onUserDecided`. Of two
 * concurrent decisions one wins; two approvals count in either order.
 */
export async function decideReview(
  deps: VerificationDeps,
  tx: Tx,
  reviewId: string,
  decision: Decision,
  actor: Actor,
): Promise<DecisionResult> {
  const held = await holdReview(deps, tx, reviewId);
  if (held === null) return { kind: "unknown" };
  const refusal = checkDecision(held, decision, actor, deps.clock());
  if (refusal !== null) return refusal;
  const identity = await verifiedIdentity(deps, tx, held, decision);
  let overridden: ApprovalBlock[] = [];
  if (decision.decision === "approve") {
    const missing = held.session === null ? [] : missingIdentity(held.session.method, identity);
    if (missing.length > 0) return { kind: "identity", missing };
    if (held.session !== null) overridden = await blocksOf(deps, tx, held.session, identity);
    if (overridden.length > 0 && decision.override === undefined)
      return { kind: "blocked", blocks: overridden };
    if (await isFirstOfTwo(tx, held.review)) return approveFirst(deps, tx, held, decision, actor, overridden);
  }
  await write(deps, tx, held.review, decision, actor);
  const session = held.session && (await end(deps, tx, held.session, decision, identity, actor));
  await scheduleNext(tx, held.review, decision);
  const review = await readReview(deps, tx, held.review);
  if (review.kind === "user") await deps.onUserDecided(tx, review, toldDecision(review, decision));
  return { kind: "decided", review, session, overridden };
}

/** The identity as expected, overridden by what was recorded in the call, then by the decision's own. */
async function verifiedIdentity(
  deps: VerificationDeps,
  tx: Tx,
  { review, session }: Held,
  decision: Decision,
): Promise<Identity | null> {
  if (session === null) return null;
  const data = await sessionData(deps, tx, session);
  if (data === null) return null;
  const shown = session.documentType === null ? {} : { documentType: session.documentType };
  const recorded = (await reviewWriting(deps, tx, review)).identity;
  return { ...data.expectedIdentity, ...shown, ...recorded, ...decision.identity };
}

async function isFirstOfTwo(tx: Tx, review: Review): Promise<boolean> {
  if (review.firstApproval !== null) return false;
  const project = await findProject(tx, review.projectId);
  return project?.twoPersonApproval === true;
}

async function approveFirst(
  deps: VerificationDeps,
  tx: Tx,
  { review, session }: Held,
  decision: Decision,
  actor: Actor,
  overridden: readonly ApprovalBlock[],
): Promise<DecisionResult> {
  await tx
    .updateTable("reviews")
    .set({
      firstApprovedBy: actor.id,
      firstApprovedAt: new Date(deps.clock()),
      ...(await sealWriting(deps, tx, review, writingOf(decision))),
    })
    .where("id", "=", review.id)
    .execute();
  await writeClaim(tx, review, null, 0);
  return { kind: "first-approval", review: await readReview(deps, tx, review), session, overridden };
}

async function write(
  deps: VerificationDeps,
  tx: Tx,
  review: Review,
  decision: Decision,
  actor: Actor,
): Promise<void> {
  const reasons = decision.decision === "refuse" ? decision.reasons : [];
  await tx
    .updateTable("reviews")
    .set({
      state: "decided",
      decision: decision.decision === "approve" ? "approved" : "refused",
      reason: reasons[0] ?? null,
      reasons: [...reasons],
      nextReviewDate: decision.nextReviewDate ?? null,
      decidedBy: actor.id,
      decidedAt: new Date(deps.clock()),
      ...(await sealWriting(deps, tx, review, writingOf(decision))),
    })
    .where("id", "=", review.id)
    .execute();
}

/** Ends the session. It is locked and in review, so the transition is legal. */
async function end(
  deps: VerificationDeps,
  tx: Tx,
  session: Session,
  decision: Decision,
  identity: Identity | null,
  actor: Actor,
): Promise<Session> {
  const trigger =
    decision.decision === "approve"
      ? ({ type: "approve" } as const)
      : ({ type: "refuse", reason: decision.reasons[0] } as const);
  const known = identity !== null && Object.keys(identity).length > 0;
  const patch = known ? await changedData(deps, tx, session, { verifiedIdentity: identity }) : {};
  const moved = await applyTrigger(deps, tx, session, trigger, actor, patch);
  if (moved.kind !== "done")
    throw new Error(`a locked session in review could not be decided: ${moved.kind}`);
  return moved.session;
}

async function scheduleNext(tx: Tx, review: Review, decision: Decision): Promise<void> {
  const { projectId, userId, subjectId } = review;
  if (userId === null || subjectId === null) return;
  // A session's review changes the user's schedule only if a date is given.
  if (review.kind === "session" && decision.nextReviewDate === undefined) return;
  await scheduleReview(tx, { projectId, userId, subjectId }, decision.nextReviewDate ?? null);
}

function toldDecision(review: Review, decision: Decision): UserDecision {
  const { comment = null, nextReviewDate = null } = decision;
  if (review.decidedAt === null) throw new Error(`review ${review.id} has no time of decision`);
  const told = { comment, nextReviewDate, decidedAt: review.decidedAt };
  if (decision.decision === "refuse") return { ...told, decision: "refused", reasons: [...decision.reasons] };
  return { ...told, decision: "approved", kycLevel: decision.kycLevel ?? 1 };
}

function writingOf({ override, ...decision }: Decision) {
  return { ...decision, override: override?.reason };
}

async function readReview(deps: VerificationDeps, tx: Tx, { id }: Review): Promise<Review> {
  const review = await findReview(deps, tx, id);
  if (review === null) throw new Error(`review ${id} vanished in the transaction that locked it`);
  return review;
}
