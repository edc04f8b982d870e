import { type ApprovalBlock, type Decide, decideSchema, reviewSchema } from "@countersign/wire";
import { audit, holdersInWords, may } from "../../../access/index.ts";
import {
  type Decision,
  type DecisionResult,
  decideReview,
  type Review,
} from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
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
      const { id: reviewId, projectId: ownerId } = await visibleReview(deps, actor, request.params.id);
      if (decision.override !== undefined && !may(actor, "reviews.override", ownerId))
        throw refuseFields([
          { field: "override", problem: `can only be given by ${holdersInWords("reviews.override")}` },
        ]);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const decided = await decideReview(deps.verification, tx, reviewId, decision, actor);
          if (decided.kind !== "decided" && decided.kind !== "first-approval") return decided;
          const { overridden } = decided;
          const { id, projectId, reasons } = decided.review;
          const action = decided.kind === "decided" ? "review.decide" : "review.first_approval";
          const details = {
            decision: request.body.decision,
            reasons,
            ...(overridden.length > 0 && { overridden: [...overridden] }),
          };
          await audit(deps, tx, { actor, action, projectId, target: id, details });
          return decided;
        },
        answer: (result) => reviewView(decidedReview(result), actor),
      });
    },
  );
}

/** The review, decided or approved for the first time. Throws the refusal otherwise. */
export function decidedReview(result: DecisionResult): Review {
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
    case "blocked":
      throw refuse("override_required", "Something stands against an approval.", {
        errors: result.blocks.map((block) => ({ field: "override", problem: blockTexts[block] })),
      });
    case "field":
      throw refuseFields([{ field: result.field, problem: result.problem }]);
  }
}

const blockTexts: Readonly<Record<ApprovalBlock, string>> = {
  person_dead: "is required: the registry says that the person is dead",
  person_locked: "is required: the person has locked access to their data",
  record_expired: "is required: the registry's document of the person has expired",
  name_differs: "is required: the name is not the expected one",
  birth_date_differs: "is required: the birth date is not the expected one",
};

function decisionOf(body: Decide): Decision {
  const { decision, reasons = [], comment, identity, nextReviewDate, kycLevel, override } = body;
  const common = { comment, identity, nextReviewDate, override };
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
