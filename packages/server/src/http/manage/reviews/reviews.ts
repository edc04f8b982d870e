import {
  reviewDetailQuerySchema,
  reviewDetailSchema,
  reviewPageSchema,
  reviewQuerySchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { listReviews, type Review } from "../../../verification/index.ts";
import { actorOf, narrowTo } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { createdAtRange, positionOf, refuseCursor, toPage } from "../../paging.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { registerNextReview } from "./next-review.ts";
import { registerResubmission } from "./resubmission.ts";
import { registerReviewDecision } from "./review-decision.ts";
import { registerReviewDesk } from "./review-desk.ts";
import { reviewDetails } from "./review-details.ts";
import { registerReviewJudgement } from "./review-judgement.ts";
import { registerReviewPictures } from "./review-pictures.ts";
import { registerReviewVideo } from "./review-video.ts";
import { reviewView } from "./review-view.ts";
import { registerReviewDocuments } from "./reviewed-user.ts";
import { visibleReview } from "./visible-review.ts";

/** The operators' queue: sessions and users that wait for a human's decision. */
export function registerReviewRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/reviews",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "listReviews",
        summary: "List reviews",
        description: "Returns reviews: open ones first, then by age.",
        querystring: reviewQuerySchema,
        response: { 200: reviewPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, projectId, status, kind, sessionId, userId, queue } = request.query;
      const after = reviewPosition(positionOf(cursor));
      const actor = actorOf(request);
      const projects = narrowTo(actor, projectId);
      if (projects === "none") return { data: [], nextCursor: null };
      const query = {
        projectId: projects,
        state: status,
        kind,
        sessionId,
        userId,
        queue: queue && { of: actor.id, kind: queue },
        ...createdAtRange(request.query),
        after,
        limit: limit + 1,
      };
      const found = await listReviews(deps, deps.db, query);
      return toPage(found, limit, positionText, (review) => reviewView(review, actor));
    },
  );

  app.get(
    "/reviews/:id",
    {
      config: { access: "reviews.decide" },
      schema: {
        tags: ["reviews"],
        operationId: "getReview",
        summary: "Read a review",
        description: "Returns a review with everything to decide by; leaves an audit record.",
        params: idParams,
        querystring: reviewDetailQuerySchema,
        response: { 200: reviewDetailSchema },
      },
    },
    async (request) => {
      const review = await visibleReview(deps, actorOf(request), request.params.id);
      // Written before anything personal is read: no look goes unrecorded.
      const target = { action: "review.view", projectId: review.projectId, target: review.id };
      await audit(deps, deps.db, { actor: actorOf(request), ...target });
      const actor = actorOf(request);
      const details = await reviewDetails(deps, review, actor);
      const pictures = request.query.base64 === "true" ? {} : withoutBase64;
      return { ...reviewView(review, actor), ...details, ...pictures };
    },
  );

  registerReviewPictures(app, deps);
  registerReviewDocuments(app, deps);
  registerReviewJudgement(app, deps);
  registerNextReview(app, deps);
  registerReviewDesk(app, deps);
  registerReviewDecision(app, deps);
  registerResubmission(app, deps);
  registerReviewVideo(app, deps);
}

const withoutBase64 = { captures: [], capturedPicture: null, registryPicture: null };

function positionText(review: Review): string {
  return `${review.state === "open" ? "open" : "closed"}:${review.id}`;
}

const position = /^(open|closed):(rev_[0-9a-z]{26})$/;

function reviewPosition(text: string | undefined): { open: boolean; id: string } | undefined {
  if (text === undefined) return undefined;
  const [, rank, id] = position.exec(text) ?? [];
  if (rank === undefined || id === undefined) throw refuseCursor();
  return { open: rank === "open", id };
}
