import { endedSessionsSchema, operatorSessionListSchema } from "@countersign/wire";
import { z } from "zod";
import { inTransaction } from "../../../db/index.ts";
import { endSessions, listSessionsOf, type OperatorSession } from "../../../sign-in/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";
import { noContent } from "./account.ts";

const own = { access: "own_account.use", idempotent: false } as const;
const others = { access: "operators.manage", idempotent: false } as const;
const sessionParams = z.object({ id: idParams.shape.id, sessionId: idParams.shape.id });
const unknown = () => refuse("not_found", "There is no such session.");

/** The browsers that people are signed in with: one's own, and for admins everybody's. */
export function registerOperatorSessionRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/me/sessions",
    {
      config: own,
      schema: {
        tags: ["account"],
        operationId: "listOwnSessions",
        summary: "List one's own sessions",
        description: "Returns the browsers that one is signed in with, newest first.",
        response: { 200: operatorSessionListSchema },
      },
    },
    async (request) => listView(await listSessionsOf(deps, deps.db, actorOf(request).id), request),
  );

  app.delete(
    "/me/sessions",
    {
      config: own,
      schema: {
        tags: ["account"],
        operationId: "endOtherSessions",
        summary: "End one's other sessions",
        description: "Ends all of them but the one that calls.",
        response: { 200: endedSessionsSchema },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      const allBut = request.signedIn?.sessionId ?? null;
      return {
        ended: await inTransaction(deps.db, (tx) => endSessions(deps, tx, actor.id, { allBut }, actor)),
      };
    },
  );

  app.delete(
    "/me/sessions/:id",
    {
      config: own,
      schema: {
        tags: ["account"],
        operationId: "endOwnSession",
        summary: "End one of one's sessions",
        description: "That browser is signed out with its next request, in every process.",
        params: idParams,
        response: { 204: z.null().describe("It is over.") },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      const only = request.params.id;
      const ended = await inTransaction(deps.db, (tx) => endSessions(deps, tx, actor.id, { only }, actor));
      if (ended === 0) throw unknown();
      return noContent(reply);
    },
  );

  app.get(
    "/operators/:id/sessions",
    {
      config: others,
      schema: {
        tags: ["operators"],
        operationId: "listOperatorSessions",
        summary: "List a person's sessions",
        description: "Returns the browsers that the person is signed in with, newest first.",
        params: idParams,
        response: { 200: operatorSessionListSchema },
      },
    },
    async (request) => listView(await listSessionsOf(deps, deps.db, request.params.id), request),
  );

  app.delete(
    "/operators/:id/sessions",
    {
      config: others,
      schema: {
        tags: ["operators"],
        operationId: "endOperatorSessions",
        summary: "End a person's sessions",
        description: "All browsers of the person are signed out with their next request, in every process.",
        params: idParams,
        response: { 200: endedSessionsSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      const actor = actorOf(request);
      return {
        ended: await inTransaction(deps.db, (tx) => endSessions(deps, tx, id, { allBut: null }, actor)),
      };
    },
  );

  app.delete(
    "/operators/:id/sessions/:sessionId",
    {
      config: others,
      schema: {
        tags: ["operators"],
        operationId: "endOperatorSession",
        summary: "End one of a person's sessions",
        description: "That browser is signed out with its next request, in every process.",
        params: sessionParams,
        response: { 204: z.null().describe("It is over.") },
      },
    },
    async (request, reply) => {
      const { id, sessionId: only } = request.params;
      const actor = actorOf(request);
      const ended = await inTransaction(deps.db, (tx) => endSessions(deps, tx, id, { only }, actor));
      if (ended === 0) throw unknown();
      return noContent(reply);
    },
  );
}

function listView(
  sessions: readonly OperatorSession[],
  { signedIn }: { signedIn: { sessionId: string } | null },
) {
  return {
    data: sessions.map(({ id, method, address, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
      id,
      method,
      address,
      userAgent,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      current: id === signedIn?.sessionId,
    })),
  };
}
