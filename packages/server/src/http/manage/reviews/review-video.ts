import { agentVideoSchema, videoOfferSchema } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { audit } from "../../../access/index.ts";
import { inTransaction } from "../../../db/index.ts";
import { findSession, type Session } from "../../../verification/index.ts";
import { beginRound, currentRound, endRounds } from "../../../video-calls/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { callsWithVideo } from "../../video.ts";
import { idParams as params } from "../fields.ts";
import { claimedReview, closedReview, unclaimedReview } from "./review-view.ts";
import { visibleReview } from "./visible-review.ts";

const config = { access: "reviews.decide" } as const;
const tags = ["reviews"];

/** The agent's side of a call with video, for whoever has claimed the review. */
export function registerReviewVideo(app: App, deps: HttpDeps): void {
  app.get(
    "/reviews/:id/video",
    {
      config,
      schema: {
        tags,
        operationId: "getReviewVideo",
        summary: "Read the call with video",
        description:
          "Returns the applicant's answer to the current offer, and the servers through which to connect. Picture and sound go from browser to browser; nothing is recorded.",
        params,
        response: { 200: agentVideoSchema },
      },
    },
    async (request) => {
      const { session } = await callOf(deps, request);
      const call = await currentRound(deps, deps.db, session);
      return {
        iceServers: deps.iceServers(session.id),
        round: call?.round ?? null,
        answer: call?.answer ?? null,
        again: call?.again ?? false,
      };
    },
  );

  app.put(
    "/reviews/:id/video",
    {
      config,
      schema: {
        tags,
        operationId: "offerReviewVideo",
        summary: "Call the applicant with video",
        description:
          "Offers a connection to the applicant's page, in place of the previous one; leaves an audit record.",
        params,
        body: videoOfferSchema,
        sends: { 204: { description: "Offered." } },
      },
    },
    async (request, reply) => {
      const { session, review } = await callOf(deps, request);
      await inTransaction(deps.db, async (tx) => {
        const { id: target, projectId } = review;
        await audit(deps, tx, { actor: actorOf(request), action: "review.video", projectId, target });
        if (!(await beginRound(deps, tx, session, request.body))) throw noVideo();
      });
      return reply.code(204).send();
    },
  );

  app.delete(
    "/reviews/:id/video",
    {
      config,
      schema: {
        tags,
        operationId: "endReviewVideo",
        summary: "Hang up",
        description: "Ends the call with video. The review stays as it is.",
        params,
        sends: { 204: { description: "There is no call." } },
      },
    },
    async (request, reply) => {
      const { session } = await callOf(deps, request);
      await inTransaction(deps.db, (tx) => endRounds(tx, session.id));
      return reply.code(204).send();
    },
  );
}

/** The session that the caller leads now. Throws the refusal where they don't, or where it has no video. */
async function callOf(deps: HttpDeps, request: FastifyRequest<{ Params: { id: string } }>) {
  const actor = actorOf(request);
  const review = await visibleReview(deps, actor, request.params.id);
  if (review.state !== "open") throw closedReview();
  if (review.claim === null) throw unclaimedReview();
  if (review.claim.by !== actor.id) throw claimedReview(review);
  const session: Session | null =
    review.sessionId && (await findSession(deps, deps.db, null, review.sessionId));
  if (session === null || !(await callsWithVideo(deps.db, session))) throw noVideo();
  return { review, session };
}

function noVideo() {
  return refuse("not_found", "This review has no call with video.");
}
