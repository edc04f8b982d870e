import { refusalReasonsOf } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import { needsClaim } from "../rules/claims.ts";
import type { TriggerType } from "../rules/machine.ts";
import { legalTriggers } from "../rules/next-state.ts";
import type { Session } from "../session/session.ts";
import type { Decision } from "./decision.ts";
import type { Held } from "./hold-review.ts";
import type { Review } from "./review.ts";

/**
 * `already-decided`: another operator was faster, or a user's review was withdrawn. `session-ended`: the session
 * ended without a decision. `claimed`: another operator holds the claim. `unclaimed`: the method requires a claim, and
 * the caller has none. `second-person`: the caller gave the first approval. `field`: a field does not apply to this
 * review.
 */
export type DecisionRefusal =
  | { kind: "already-decided"; session: Session | null }
  | { kind: "session-ended"; session: Session; legal: readonly TriggerType[] }
  | { kind: "claimed" | "unclaimed"; review: Review }
  | { kind: "second-person" }
  | { kind: "field"; field: string; problem: string };

/** Returns why this operator can't act on this review now; null if they can. */
export function checkOpen({ review, session }: Held, actor: Actor): DecisionRefusal | null {
  if (review.state === "decided") return { kind: "already-decided", session };
  if (session !== null && session.state !== "in_review")
    return { kind: "session-ended", session, legal: legalTriggers(session, session.state) };
  if (review.state !== "open") return { kind: "already-decided", session };
  if (review.claim !== null && review.claim.by !== actor.id) return { kind: "claimed", review };
  if (review.claim === null && needsClaim(review.method)) return { kind: "unclaimed", review };
  return null;
}

/** Returns why this operator can't make this decision now; null if they can. */
export function checkDecision(
  held: Held,
  decision: Decision,
  actor: Actor,
  now: number,
): DecisionRefusal | null {
  const refusal = checkOpen(held, actor);
  if (refusal !== null) return refusal;
  const { review } = held;
  if (decision.decision === "approve" && review.firstApproval?.by === actor.id)
    return { kind: "second-person" };
  return checkFields(review, decision, now);
}

function checkFields(review: Review, decision: Decision, now: number): DecisionRefusal | null {
  const { nextReviewDate, override } = decision;
  if (override !== undefined && (decision.decision !== "approve" || review.kind !== "session"))
    return refused("override", "is only valid for the approval of a session");
  const today = new Date(now).toISOString().slice(0, 10);
  if (nextReviewDate !== undefined && review.userId === null)
    return refused("nextReviewDate", "requires a session or review of a user with a userId");
  if (nextReviewDate !== undefined && nextReviewDate <= today)
    return refused("nextReviewDate", "must be in the future");
  if (decision.decision === "approve") {
    const misplaced = decision.kycLevel !== undefined && review.kind !== "user";
    return misplaced ? refused("kycLevel", "is only valid for the review of a user") : null;
  }
  if (review.method === null) return null;
  const allowed = refusalReasonsOf(review.method);
  const foreign = decision.reasons.findIndex((reason) => !allowed.includes(reason));
  return foreign < 0
    ? null
    : refused("reason", `is not a reason of this method; use one of ${allowed.join(", ")}`);
}

function refused(field: string, problem: string): DecisionRefusal {
  return { kind: "field", field, problem };
}
