import type { FastifyReply, FastifyRequest } from "fastify";
import type { Turnstile } from "../quotas/index.ts";
import { refuse } from "./problem.ts";

/**
 * An `onRequest` hook that holds a call back, its body unread, while its project has as many under way as the turnstile lets
 * it. An operator's calls are bounded together: whose they are stands in the body.
 */
export function holdBack(turnstile: Turnstile) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { actor } = request;
    const share = actor?.kind === "project" ? actor.projectId : (actor?.id ?? "");
    const entering = turnstile.enter(share);
    if (entering === "full")
      throw refuse(
        "rate_limited",
        "Too many calls of the project wait for their turn. Repeat after 1 s.",
        {},
        1,
      );
    let inside = entering === "in";
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      if (inside) turnstile.leave(share);
    };
    // An answer that is sent finishes, a caller who goes away closes.
    reply.raw.once("finish", end).once("close", end);
    if (inside) return;
    await entering;
    inside = true;
    if (over) turnstile.leave(share);
  };
}
