import { nextReviewSchema, reviewSchema } from "@countersign/wire";
import * as z from "zod";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { nextReview } from "../../../verification/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import type { App } from "../../types.ts";
import { reviewView } from "./review-view.ts";

/** Returns a reviewer's next review. */
export function registerNextReview(app: App, deps: HttpDeps): void {
  app.post(
    "/reviews/next",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "claimNextReview",
        summary: "Claim the next review",
        description:
          "Claims the most urgent open review that nobody has claimed and that the caller has not approved already. 204 where there is none.",
        body: nextReviewSchema,
        response: { 200: reviewSchema, 204: z.null().optional() },
        sends: { 204: { description: "Nothing waits for the caller." } },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const projectId = narrowTo(actor, request.body.projectId);
      if (projectId === "none") return reply.code(204).send(null);
      const { kind } = request.body;
      const review = await inTransaction(deps.db, async (tx) => {
        const claimed = await nextReview(deps, tx, actor, { projectId, kind });
        if (claimed === null) return null;
        const { projectId: project, id: target } = claimed;
        await audit(deps, tx, { actor, action: "review.claim", projectId: project, target });
        return claimed;
      });
      return review === null ? reply.code(204).send(null) : reviewView(review, actor);
    },
  );
}
