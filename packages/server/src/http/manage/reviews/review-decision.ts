import { type Decide, decideSchema, reviewSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import {
  type Decision,
  type DecisionResult,
  decideReview,
  type Review,
} from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { answerOnce } from "../../idempotency/answer-once.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import { sessionRefusal } from "../../refusals/session-refusal.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { claimedReview, closedReview, reviewView, unclaimedReview, unknownReview } from "./review-view.ts";
import { visibleReview } from "./visible-review.ts";

/** Where a human's decision comes in. */
export function registerReviewDecision(app: App, deps: HttpDeps): void {
  app.post(
    "/reviews/:id/decision",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "decideReview",
        summary: "Decide a review",
        description:
          "Where the project wants two people's approval, the first is recorded and the review returns to the queue, open.",
        params: idParams,
        body: decideSchema,
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const decision = decisionOf(request.body);
      const { id: reviewId } = await visibleReview(deps, actor, request.params.id);
      return answerOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const decided = await decideReview(deps.verification, tx, reviewId, decision, actor);
          if (decided.kind !== "decided" && decided.kind !== "first-approval") return decided;
          const { id, projectId, reasons } = decided.review;
          const action = decided.kind === "decided" ? "review.decide" : "review.first_approval";
          const details = { decision: request.body.decision, reasons };
          await audit(deps, tx, { actor, action, projectId, target: id, details });
          return decided;
        },
        answer: (result) => reviewView(decidedReview(result)),
      });
    },
  );
}

/** The review, decided or approved for the first time. Throws the refusal otherwise. */
function decidedReview(result: DecisionResult): Review {
  switch (result.kind) {
    case "decided":
    case "first-approval":
      return result.review;
    case "unknown":
      throw unknownReview();
    case "already-decided":
      if (result.session === null) throw closedReview();
      throw refuse("already_decided", "Somebody has decided this review; their decision stands.", {
        sessionStatus: result.session.state,
        triggers: [],
      });
    case "session-ended":
      throw sessionRefusal(result.session, result.legal);
    case "claimed":
      throw claimedReview(result.review);
    case "unclaimed":
      throw unclaimedReview();
    case "second-person":
      throw refuse("second_person_required", "You have approved already; now somebody else must.");
    case "identity":
      throw refuse("identity_required", "An approval must say who the person is.", {
        errors: result.missing.map((field) => ({ field: `identity.${field}`, problem: "is required" })),
      });
    case "field":
      throw refuseFields([{ field: result.field, problem: result.problem }]);
  }
}

function decisionOf(body: Decide): Decision {
  const { decision, reasons = [], comment, identity, nextReviewDate, kycLevel } = body;
  const common = { comment, identity, nextReviewDate };
  const [first, ...others] = reasons;
  if (decision === "approved") {
    if (first === undefined) return { ...common, decision: "approve", kycLevel };
    throw refuseFields([{ field: "reasons", problem: "goes with a refusal only" }]);
  }
  if (kycLevel !== undefined)
    throw refuseFields([{ field: "kycLevel", problem: "goes with an approval only" }]);
  if (first !== undefined) return { ...common, decision: "refuse", reasons: [first, ...others] };
  throw refuse("reason_required", "A refusal must say why, by `reasons` of the list.", {
    errors: [{ field: "reasons", problem: "is required" }],
  });
}
