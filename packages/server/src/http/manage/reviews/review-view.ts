import { manageMethodOf, type ReviewView } from "@countersign/wire";
import type { Review } from "../../../verification/index.ts";
import type { Caller } from "../../caller.ts";
import { type Refusal, refuse } from "../../refusals/problem.ts";

/** A review as the management API shows it to `viewer`. */
export function reviewView(review: Review, viewer: Pick<Caller, "id">): ReviewView {
  const { claim, firstApproval } = review;
  return {
    id: review.id,
    projectId: review.projectId,
    kind: review.kind,
    sessionId: review.sessionId,
    method: review.method && manageMethodOf(review.method),
    userId: review.userId,
    status: review.state,
    claim: claim && { by: claim.by, mine: claim.by === viewer.id, expiresAt: claim.until.toISOString() },
    firstApproval: firstApproval && {
      by: firstApproval.by,
      mine: firstApproval.by === viewer.id,
      approvedAt: firstApproval.at.toISOString(),
    },
    decision: review.decision,
    reasons: review.reasons,
    nextReviewDate: review.nextReviewDate,
    decidedBy: review.decidedBy,
    createdAt: review.createdAt.toISOString(),
    deadlineAt: review.deadlineAt?.toISOString() ?? null,
    decidedAt: review.decidedAt?.toISOString() ?? null,
  };
}

export function unknownReview(): Refusal {
  return refuse("not_found", "There is no such review.");
}

/** What is decided or withdrawn stays so. */
export function closedReview(): Refusal {
  return refuse("already_decided", "This review was decided or withdrawn before; that stands.");
}

export function claimedReview(review: Review): Refusal {
  const until = review.claim?.until.toISOString();
  return refuse("review_claimed", `Somebody else has claimed this review${until ? ` until ${until}` : ""}.`);
}

export function unclaimedReview(): Refusal {
  return refuse("claim_required", "Claim the review before you do this.");
}
