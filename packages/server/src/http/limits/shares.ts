import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { BearerActor } from "../../access/index.ts";
import { withShare } from "../../db/index.ts";
import { createTurnstile } from "../../quotas/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { passTurnstile } from "./turns.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Of a POST that reads as much as a list does: a project has as few of them under way. */
    readsMuch?: boolean;
  }
}

/**
 * Reads that a project may have under way in a scope. Each may cost the store some 25 ms of a
 * processor (a filter that fits nothing) and the event loop some milliseconds, and nothing else
 * bounds them: with fifty callers at them, another project's event took 150 ms in place of 8. Less
 * while others are about, whatever these do.
 */
const reads = { alone: 8, shared: 4, waiting: 512, waitMs: 5000 };

/**
 * Runs the scope's handlers on the share of the connections that the calling project has, so that
 * one project's calls, however many, don't keep the others' from the store; and holds its reads
 * back while it has too many under way. Operators' calls are on no share.
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
  return config?.readsMuch === true || [method].flat().some((each) => each === "GET" || each === "HEAD");
}
