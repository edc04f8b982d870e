import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { BearerActor } from "../../access/index.ts";
import { withShare } from "../../db/index.ts";
import { createTurnstile } from "../../quotas/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { passTurnstile } from "./turns.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** For a POST that reads as much as a list does: a project may have equally few of them in progress. */
    readsMuch?: boolean;
    /** An endless response: it doesn't count among its project's reads. */
    streams?: boolean;
  }
}

/**
 * Reads that a project may have in progress in a scope. Each may cost the store some 25 ms of a
 * processor (a filter that matches nothing) and the event loop some milliseconds, and nothing else
 * bounds them: with fifty concurrent callers, another project's event took 150 ms instead of 8.
 * Fewer while others are active, whatever those do.
 */
const reads = { alone: 8, shared: 4, waiting: 512, waitMs: 5000 };

/**
 * Runs the scope's handlers on the calling project's share of the connections, so that any number of
 * one project's calls can't keep others from the store; and delays its reads while it has too many in
 * progress. Operators' calls are on no share.
 */
export function shareByProject(
  app: App,
  { presence }: Pick<HttpDeps, "presence">,
  actorOf: (request: FastifyRequest) => BearerActor | null,
): void {
  const turnstile = createTurnstile({ ...reads, presence });
  app.addHook("onRoute", (route) => {
    const { handler } = route;
    route.handler = function share(request, reply) {
      const actor = actorOf(request);
      const handle = () => handler.call(this, request, reply);
      if (actor?.kind !== "project") return handle();
      presence.notice(actor.projectId);
      return withShare(actor.projectId, handle);
    };
    if (!isRead(route)) return;
    route.onRequest = [...[route.onRequest ?? []].flat(), holdReads];
  });

  async function holdReads(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const actor = actorOf(request);
    if (actor?.kind === "project") await passTurnstile(turnstile, actor, reply);
  }
}

function isRead({ method, config }: RouteOptions): boolean {
  if (config?.streams === true) return false;
  return config?.readsMuch === true || [method].flat().some((each) => each === "GET" || each === "HEAD");
}
