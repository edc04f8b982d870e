import { reviewNotesSchema, reviewSchema } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { audit, may } from "../../../access/index.ts";
import type { Tx } from "../../../db/index.ts";
import { claimReview, noteInReview, type Review, releaseReview } from "../../../verification/index.ts";
import { actorOf, type Caller } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { claimedReview, closedReview, reviewView, unclaimedReview, unknownReview } from "./review-view.ts";
import { visibleReview } from "./visible-review.ts";

const access = "reviews.decide";
const answer = { params: idParams, response: { 200: reviewSchema } };

/** The reviewers' desk: claiming a review, releasing it, recording the results of a call. */
export function registerReviewDesk(app: App, deps: HttpDeps): void {
  app.post(
    "/reviews/:id/claim",
    {
      config: { access },
      schema: {
        tags: ["reviews"],
        operationId: "claimReview",
        summary: "Claim a review",
        description: "Takes a review for 30 minutes, in which nobody else can decide it.",
        ...answer,
      },
    },
    (request) =>
      act(deps, request, "review.claim", (tx, { id }, actor) =>
        claimReview(deps.verification, tx, id, actor),
      ),
  );

  app.post(
    "/reviews/:id/release",
    {
      config: { access },
      schema: {
        tags: ["reviews"],
        operationId: "releaseReview",
        summary: "Release a review",
        description: "Puts a claimed review back into the queue. Operators can release anybody's.",
        ...answer,
      },
    },
    (request) =>
      act(deps, request, "review.release", (tx, { id, projectId }, actor) =>
        releaseReview(deps.verification, tx, id, actor, may(actor, "reviews.release", projectId)),
      ),
  );

  app.put(
    "/reviews/:id/notes",
    {
      config: { access },
      schema: {
        tags: ["reviews"],
        operationId: "setReviewNotes",
        summary: "Write notes on a review",
        description: "Records the results of a call: notes, and the person as verified.",
        ...answer,
        body: reviewNotesSchema,
      },
    },
    (request) =>
      act(deps, request, "review.note", (tx, { id }, actor) =>
        noteInReview(deps.verification, tx, id, request.body, actor),
      ),
  );
}

async function act(
  deps: HttpDeps,
  request: FastifyRequest<{ Params: { id: string } }>,
  action: string,
  work: (tx: Tx, review: Review, actor: Caller) => ReturnType<typeof claimReview>,
) {
  const actor = actorOf(request);
  const review = await visibleReview(deps, actor, request.params.id);
  return respondOnce(deps, request, {
    status: 200,
    work: async (tx) => {
      const done = await work(tx, review, actor);
      if (done.kind === "done") {
        const { id: target, projectId } = done.review;
        await audit(deps, tx, { actor, action, projectId, target });
      }
      return done;
    },
    answer: (result) => doneView(result, actor),
  });
}

/** The review, as it is now. Throws the refusal otherwise. */
function doneView(result: Awaited<ReturnType<typeof claimReview>>, viewer: Caller) {
  switch (result.kind) {
    case "done":
      return reviewView(result.review, viewer);
    case "unknown":
      throw unknownReview();
    case "closed":
      throw closedReview();
    case "claimed":
      throw claimedReview(result.review);
    case "unclaimed":
      throw unclaimedReview();
  }
}
