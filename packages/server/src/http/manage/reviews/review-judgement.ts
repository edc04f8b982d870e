import { judgeReviewSchema, reviewSchema } from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { judgeReview } from "../../../verification/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { closedReview, reviewView, unknownReview } from "./review-view.ts";
import { visibleReview } from "./visible-review.ts";

/** Where somebody says what they think before they see what the checks found. */
export function registerReviewJudgement(app: App, deps: HttpDeps): void {
  app.post(
    "/reviews/:id/judgement",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "judgeReview",
        summary: "Judge before the checks are shown",
        description:
          "Records the caller's own impression. In a project with `hideScores` the checks are shown to them from then on. The first judgement stands.",
        params: idParams,
        body: judgeReviewSchema,
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const { id, projectId } = await visibleReview(deps, actor, request.params.id);
      const { judgement } = request.body;
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const result = await judgeReview(deps, tx, id, judgement, actor);
          if (result.kind === "judged") {
            const details = { judgement };
            await audit(deps, tx, { actor, action: "review.judge", projectId, target: id, details });
          }
          return result;
        },
        answer: (result) => {
          if (result.kind !== "judged") throw result.kind === "unknown" ? unknownReview() : closedReview();
          return reviewView(result.review, actor);
        },
      });
    },
  );
}
