import { type ReviewView, resubmissionSchema, reviewSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { type ResubmissionResult, requestResubmission } from "../../../verification/index.ts";
import { actorOf, type Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { decidedReview } from "./review-decision.ts";
import { reviewView } from "./review-view.ts";
import { visibleReview } from "./visible-review.ts";

/** Where a reviewer sends a session back for other pictures. */
export function registerResubmission(app: App, deps: HttpDeps): void {
  app.post(
    "/reviews/:id/resubmission",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "requestResubmission",
        summary: "Ask for other pictures",
        description:
          "Sends the session back to its applicant: the same link asks for these pictures again, for 72 hours, and says why. The review is closed; another one is opened when the pictures are there. Twice for each session at most.",
        params: idParams,
        body: resubmissionSchema,
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id: reviewId } = await visibleReview(deps, actor, request.params.id);
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const done = await requestResubmission(deps.verification, tx, reviewId, request.body, actor);
          if (done.kind !== "requested") return done;
          const { id, projectId } = done.review;
          const details = { captures: done.asked.map(({ kind, reason }) => ({ kind, reason })) };
          await audit(deps, tx, { actor, action: "review.resubmission", projectId, target: id, details });
          return done;
        },
        answer: (result) => requestedView(result, actor),
      });
    },
  );
}

function requestedView(result: ResubmissionResult, viewer: Caller): ReviewView {
  switch (result.kind) {
    case "requested":
      return reviewView(result.review, viewer);
    case "limit":
      throw refuse("resubmission_limit", "The session can't be sent back again: decide it.");
    default:
      return reviewView(decidedReview(result), viewer);
  }
}
