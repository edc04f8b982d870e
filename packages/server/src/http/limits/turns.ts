import type { FastifyReply, FastifyRequest } from "fastify";
import type { BearerActor } from "../../access/index.ts";
import type { Turnstile } from "../../quotas/index.ts";
import { refuse } from "../refusals/problem.ts";

/**
 * An `onRequest` hook that delays a call, before its body is read, while its project has as many in
 * progress as the turnstile allows. Operators' calls are bounded together: only their bodies name
 * projects.
 */
export function holdBack(turnstile: Turnstile) {
  return ({ actor }: FastifyRequest, reply: FastifyReply) => passTurnstile(turnstile, actor, reply);
}

/**
 * Resolves once the actor's call may proceed; it leaves the turnstile when its response is sent, or its
 * caller disconnects.
 */
export async function passTurnstile(
  turnstile: Turnstile,
  actor: BearerActor | null,
  reply: FastifyReply,
): Promise<void> {
  const share = shareOf(actor);
  const weight = (actor?.kind === "project" && actor.quotas.weight) || 1;
  let inside = false;
  let over = false;
  let enteredAt = 0;
  const end = () => {
    if (!over && inside) turnstile.leave(share, performance.now() - enteredAt);
    over = true;
  };
  // A sent response emits "finish", a disconnected caller "close".
  reply.raw.once("finish", end).once("close", end);
  const entering = turnstile.enter(share, weight);
  const entered = entering instanceof Promise ? await entering : entering;
  if (entered === "full")
    throw refuse("rate_limited", "Too many of the project's calls wait. Repeat after 1 s.", {}, 1);
  // A call whose caller disconnected while it waited leaves immediately.
  if (over) turnstile.leave(share);
  inside = true;
  enteredAt = performance.now();
}

/** Who the call counts for: its project, or the operator who makes it. */
export function shareOf(actor: BearerActor | null): string {
  return actor?.kind === "project" ? actor.projectId : (actor?.id ?? "");
}
