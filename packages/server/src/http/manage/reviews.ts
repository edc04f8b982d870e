import {
  type Decide,
  decideSchema,
  type ReviewView,
  reviewDetailSchema,
  reviewPageSchema,
  reviewQuerySchema,
  reviewSchema,
} from "@countersign/wire";
import { audit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { inspectImage } from "../../images/index.ts";
import {
  type Decision,
  decideReview,
  findReview,
  findSession,
  listReviews,
  type Review,
  reviewComment,
  sessionPerson,
  sessionPhoto,
} from "../../verification/index.ts";
import { actorOf } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { pageAnswer, positionOf } from "../paging.ts";
import { refuse } from "../problem.ts";
import { sessionConflict, sessionRefusal } from "../session-refusal.ts";
import type { App } from "../types.ts";
import { idParams } from "./fields.ts";

const reviewers = ["operator", "reviewer"] as const;

/** The operators' queue: sessions that wait for a human's decision. */
export function registerReviewRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/reviews",
    {
      config: { access: reviewers },
      schema: {
        tags: ["reviews"],
        summary: "List reviews, open ones first, then by age",
        querystring: reviewQuerySchema,
        response: { 200: reviewPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor, projectId, state } = request.query;
      const after = reviewPosition(positionOf(cursor));
      // The caller may name any project: operators and reviewers see all of them.
      const query = {
        projectId: projectId as Review["projectId"] | undefined,
        state,
        after,
        limit: limit + 1,
      };
      return pageAnswer(await listReviews(deps, deps.db, query), limit, positionText, reviewView);
    },
  );

  app.get(
    "/reviews/:id",
    {
      config: { access: reviewers },
      schema: {
        tags: ["reviews"],
        summary: "Read a review with the captured and the registry's picture; leaves an audit record",
        params: idParams,
        response: { 200: reviewDetailSchema },
      },
    },
    async (request) => {
      const review = await findReview(deps, deps.db, request.params.id);
      if (review === null) throw unknownReview();
      // Written before anything personal is read: no look goes unrecorded.
      const target = { action: "review.view", projectId: review.projectId, target: review.id };
      await audit(deps, deps.db, { actor: actorOf(request), ...target });
      return { ...reviewView(review), ...(await personalPart(deps, review)) };
    },
  );

  app.post(
    "/reviews/:id/decision",
    {
      config: { access: reviewers },
      schema: {
        tags: ["reviews"],
        summary: "Decide a review and with it its session",
        params: idParams,
        body: decideSchema,
        response: { 200: reviewSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const decision = decisionOf(request.body);
      const result = await inTransaction(deps.db, async (tx) => {
        const decided = await decideReview(deps.verification, tx, request.params.id, decision, actor);
        if (decided.kind !== "decided") return decided;
        const { id, projectId, reason } = decided.review;
        const details = { decision: decision.decision, reason };
        await audit(deps, tx, { actor, action: "review.decide", projectId, target: id, details });
        return decided;
      });
      switch (result.kind) {
        case "decided":
          return reviewView(result.review);
        case "unknown":
          throw unknownReview();
        case "already-decided":
          throw refuse("already_decided", "Somebody has decided this review; their decision stands.", {
            state: result.session.state,
            triggers: [],
          });
        case "session-ended":
          throw sessionRefusal(result.session, result.legal);
        case "conflict":
          throw sessionConflict();
      }
    },
  );
}

function unknownReview() {
  return refuse("not_found", "There is no such review.");
}

function decisionOf({ decision, reason, comment }: Decide): Decision {
  if (decision === "approve") {
    if (reason === undefined) return { decision, comment };
    throw refuse("invalid_request", "An approval has no reason.", {
      errors: [{ field: "reason", problem: "goes with a refusal only" }],
    });
  }
  if (reason !== undefined) return { decision, reason, comment };
  throw refuse("reason_required", "A refusal must say why, by a `reason` of the list.", {
    errors: [{ field: "reason", problem: "is required" }],
  });
}

function reviewView(review: Review): ReviewView {
  const { id, projectId, sessionId, method, state, decision, reason, decidedBy } = review;
  return {
    id,
    projectId,
    sessionId,
    method,
    state,
    decision,
    reason,
    decidedBy,
    createdAt: review.createdAt.toISOString(),
    deadlineAt: review.deadlineAt.toISOString(),
    decidedAt: review.decidedAt?.toISOString() ?? null,
  };
}

/** All of it null once the person was erased. */
async function personalPart(deps: HttpDeps, review: Review) {
  const session = await findSession(deps, deps.db, null, review.sessionId);
  if (session === null) throw new Error(`review ${review.id} has no session`);
  const [comment, captured, person] = await Promise.all([
    reviewComment(deps, deps.db, review),
    sessionPhoto(deps, deps.db, session),
    sessionPerson(deps, deps.db, session),
  ]);
  const inRegistry = person?.record.photo;
  return {
    comment,
    capturedPicture: captured && picture(captured.bytes),
    registryPicture: inRegistry ? picture(Buffer.from(inRegistry, "base64")) : null,
  };
}

/** Null if the bytes are no picture that a browser should be made to show. */
function picture(bytes: Buffer) {
  const seen = inspectImage(bytes);
  return seen.ok ? { contentType: seen.type, base64: bytes.toString("base64") } : null;
}

function positionText(review: Review): string {
  return `${review.state === "open" ? "open" : "closed"}:${review.id}`;
}

const position = /^(open|closed):(rev_[0-9a-z]{26})$/;

function reviewPosition(text: string | undefined): { open: boolean; id: string } | undefined {
  if (text === undefined) return undefined;
  const [, rank, id] = position.exec(text) ?? [];
  if (rank === undefined || id === undefined)
    throw refuse("invalid_request", "The cursor is not of this list.");
  return { open: rank === "open", id };
}
