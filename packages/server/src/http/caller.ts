import type { ProjectId } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import type { BearerActor } from "../access/index.ts";

/** Who calls. Only for routes of the management API, where the guard has seen to it. */
export function actorOf(request: Pick<FastifyRequest, "actor">): BearerActor {
  if (request.actor === null) throw new Error("a route outside of the management API asked for its actor");
  return request.actor;
}

/**
 * Whether a resource of this project exists for the caller: a project's key sees its own alone.
 * What it may not see is answered like what isn't there, so that ids can't be probed.
 */
export function maySee(actor: BearerActor, projectId: string): boolean {
  return actor.kind !== "project" || actor.projectId === projectId;
}

/**
 * Which project a list is narrowed to: the caller's own for a project's key (asking for another one
 * gives `"none"`: an empty list), the one asked for otherwise; undefined means all.
 */
export function narrowTo(actor: BearerActor, asked: string | undefined): ProjectId | "none" | undefined {
  if (actor.kind === "project")
    return asked === undefined || asked === actor.projectId ? actor.projectId : "none";
  return asked as ProjectId | undefined;
}

/**
 * Which projects a list is narrowed to, of those that its repeatable filter names: the caller's own
 * for a project's key (`"none"` if it asks for others only); undefined means all.
 */
export function narrowToAny(
  actor: BearerActor,
  asked: readonly string[] | undefined,
): readonly ProjectId[] | "none" | undefined {
  if (actor.kind !== "project") return asked as readonly ProjectId[] | undefined;
  return asked === undefined || asked.includes(actor.projectId) ? [actor.projectId] : "none";
}

/**
 * The project to look a resource up in: a project's key finds its own alone (null: of any project).
 */
export function ownProject(actor: BearerActor): ProjectId | null {
  return actor.kind === "project" ? actor.projectId : null;
}
