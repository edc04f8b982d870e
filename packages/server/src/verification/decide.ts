import type { SessionReason } from "@countersign/wire";
import type { Actor } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { liveSubjectKey } from "./person.ts";
import { commentContext, findReview, type Review } from "./reviews.ts";
import type { TriggerType } from "./rules/machine.ts";
import type { Session } from "./session.ts";
import { applyTrigger } from "./transition.ts";

/** What an operator decides. The comment may name the person: it is sealed with their key. */
export type Decision = { comment?: string | undefined } & (
  | { decision: "approve" }
  | { decision: "refuse"; reason: SessionReason }
);

/**
 * `already-decided`: somebody was quicker. `session-ended`: the session ended without a decision. `conflict`:
 * others kept changing the session; trying again is safe.
 */
export type DecisionResult =
  | { kind: "decided"; review: Review; session: Session }
  | { kind: "unknown" }
  | { kind: "already-decided"; session: Session }
  | { kind: "session-ended"; session: Session; legal: readonly TriggerType[] }
  | { kind: "conflict" };

/** Decides a review and with it its session. Of two that decide at once, one wins. */
export async function decideReview(
  deps: VerificationDeps,
  tx: Tx,
  reviewId: string,
  decision: Decision,
  actor: Actor,
): Promise<DecisionResult> {
  const review = await findReview(deps, tx, reviewId);
  if (review === null) return { kind: "unknown" };
  const trigger =
    decision.decision === "approve"
      ? ({ type: "approve" } as const)
      : ({ type: "refuse", reason: decision.reason } as const);
  const moved = await applyTrigger(deps, tx, { id: review.sessionId }, trigger, actor);
  if (moved.kind === "refused") {
    const left = await findReview(deps, tx, reviewId);
    if (left?.state === "decided") return { kind: "already-decided", session: moved.session };
    return { kind: "session-ended", session: moved.session, legal: moved.legal };
  }
  if (moved.kind !== "done") return moved;
  await write(deps, tx, review, moved.session, decision, actor);
  const decided = await findReview(deps, tx, reviewId);
  if (decided === null) throw new Error(`review ${reviewId} vanished in the transaction that decided it`);
  return { kind: "decided", review: decided, session: moved.session };
}

async function write(
  deps: VerificationDeps,
  tx: Tx,
  review: Review,
  session: Session,
  decision: Decision,
  actor: Actor,
): Promise<void> {
  await tx
    .updateTable("reviews")
    .set({
      state: "decided",
      decision: decision.decision === "approve" ? "approved" : "refused",
      reason: decision.decision === "refuse" ? decision.reason : null,
      commentSealed: await sealComment(deps, tx, review, session, decision.comment),
      decidedBy: actor.id,
      decidedAt: session.decidedAt,
    })
    .where("id", "=", review.id)
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
}

async function sealComment(
  deps: VerificationDeps,
  tx: Tx,
  review: Review,
  session: Session,
  comment: string | undefined,
): Promise<Buffer | null> {
  if (comment === undefined || session.subjectId === null) return null;
  const key = await liveSubjectKey(deps.keyring, tx, session.subjectId);
  return key.seal(comment, commentContext(review.id));
}
