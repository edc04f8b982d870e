import type { ProjectId } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { type BearerActor, type Reach, reaches } from "../access/index.ts";

/** The caller, and the projects in which they may do what the route does. */
export type Caller = BearerActor & { reach: Reach };

/** The caller. Only for routes behind a guard that are not public. */
export function actorOf(request: Pick<FastifyRequest, "actor">): Caller {
  if (request.actor === null) throw new Error("a route without a guard asked for its actor");
  return request.actor;
}

/**
 * Whether a resource of this project exists for the caller: whether they may do there what the route
 * does. To everybody else it looks as if it did not exist, so that ids can't be probed.
 */
export function maySee(actor: Caller, projectId: string): boolean {
  return reaches(actor.reach, projectId);
}

/**
 * The projects that a list is limited to: those of its filter that the caller may see (`"none"` if the
 * filter names only others); undefined means all.
 */
export function narrowTo(
  actor: Caller,
  asked: string | readonly string[] | undefined,
): readonly ProjectId[] | "none" | undefined {
  const named = typeof asked === "string" ? [asked] : asked;
  const { reach } = actor;
  // Filters of queries: an id that no project has matches nothing.
  if (reach === "everywhere") return named as readonly ProjectId[] | undefined;
  if (named === undefined) return reach;
  const both = reach.filter((projectId) => named.includes(projectId));
  return both.length === 0 ? "none" : both;
}
