import { applicantVideoSchema, videoAgainSchema, videoAnswerSchema } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { inTransaction } from "../../db/index.ts";
import { answerRound, currentRound, wantAnotherRound } from "../../video-calls/index.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { callsWithVideo } from "../video.ts";
import { enter, pageSession } from "./enter.ts";
import { applicantParams as params } from "./params.ts";

const done = { 204: { description: "Done." } };

/** The applicant's side of a call with video: the agent's page offers, this one answers. */
export function registerVideo(app: App, deps: HttpDeps): void {
  const enterCall = async (request: FastifyRequest) => {
    await enter(deps, request);
    if (await callsWithVideo(deps.db, pageSession(request))) return;
    throw refuse("not_found", "The session has no call with video now.");
  };

  app.get(
    "/:id/video",
    {
      onRequest: (request) => enter(deps, request),
      schema: {
        operationId: "getApplicantVideo",
        summary: "Read the call with video",
        description:
          "Returns the agent's current offer, and the servers through which to connect. There is none before an agent calls, nor after the session is decided.",
        params,
        response: { 200: applicantVideoSchema },
      },
    },
    async (request) => {
      const session = pageSession(request);
      const call = (await callsWithVideo(deps.db, session))
        ? await currentRound(deps, deps.db, session)
        : null;
      return {
        iceServers: deps.iceServers(session.id),
        round: call?.round ?? null,
        offer: call?.offer ?? null,
        answered: call?.answer != null,
      };
    },
  );

  app.post(
    "/:id/video/answer",
    {
      onRequest: enterCall,
      schema: {
        operationId: "answerVideo",
        summary: "Answer the call with video",
        description:
          "Answers the agent's current offer, once. Refused with 404 where the agent has hung up or offered anew.",
        params,
        body: videoAnswerSchema,
        sends: done,
      },
    },
    async (request, reply) => {
      const session = pageSession(request);
      const answered = await inTransaction(deps.db, (tx) => answerRound(deps, tx, session, request.body));
      if (!answered)
        throw refuse("not_found", "There is no such offer to answer any more: read the current one.");
      return reply.code(204).send();
    },
  );

  app.post(
    "/:id/video/again",
    {
      onRequest: enterCall,
      schema: {
        operationId: "repeatVideo",
        summary: "Ask for another offer",
        description:
          "Asks the agent's page for another offer: after a reload of this page, or where the connection was lost.",
        params,
        body: videoAgainSchema,
        sends: done,
      },
    },
    async (request, reply) => {
      const { id } = pageSession(request);
      await inTransaction(deps.db, (tx) => wantAnotherRound(tx, id, request.body.round));
      return reply.code(204).send();
    },
  );
}
