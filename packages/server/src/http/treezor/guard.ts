import type { FastifyRequest } from "fastify";
import { createAuthenticator, reachOf } from "../../access/index.ts";
import { findProject, type Project } from "../../projects/index.ts";
import { authenticatedActor } from "../authentication.ts";
import { type Caller, maySee } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { shareByProject } from "../limits/shares.ts";
import type { App } from "../types.ts";
import { refuse } from "./refusal.ts";

/** An operator's token belongs to no project: this header says for which one it calls. */
const projectHeader = "x-project-id";

declare module "fastify" {
  interface FastifyRequest {
    /** For which project a request of the Treezor calls is made; null elsewhere. */
    treezorProject: Project | null;
  }
}

const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i;

/**
 * Lets a request through to its route only with a bearer token of somebody who has the permission
 * that the route's `config.access` names, in the project of the request.
 */
export function guardTreezorRoutes(app: App, deps: HttpDeps): void {
  const authenticate = createAuthenticator(deps);
  app.decorateRequest("treezorProject", null);
  shareByProject(app, deps, ({ actor }) => actor);
  app.addHook("onRequest", async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === "public") return; // no route of ours: the scope's not-found answer follows
    const token = bearer.exec(request.headers.authorization ?? "")?.[1] ?? null;
    const actor = await authenticatedActor(deps, request, "treezor", token, authenticate);
    if (actor === null) {
      reply.header("www-authenticate", 'Bearer realm="countersign"');
      throw refuse(40101);
    }
    const reach = reachOf(actor, access);
    request.actor = { ...actor, reach: reach ?? [] };
    if (reach === null) {
      deps.failures.denied(actor, "treezor", request.routeOptions.url ?? "");
      throw refuse(40301);
    }
    request.treezorProject = await projectOf(deps, request, request.actor);
  });
}

async function projectOf(deps: HttpDeps, request: FastifyRequest, actor: Caller): Promise<Project> {
  const named = request.headers[projectHeader] ?? (actor.kind === "project" ? actor.projectId : "");
  const project =
    typeof named === "string" && maySee(actor, named) ? await findProject(deps.db, named) : null;
  if (project === null)
    throw refuse(40001, { field: projectHeader, problem: "must name a project in this header" });
  return project;
}

/** The project of a request that the guard let through. */
export function callingProject({ treezorProject }: Pick<FastifyRequest, "treezorProject">): Project {
  if (treezorProject === null)
    throw new Error("a route outside of the Treezor calls asked for their project");
  return treezorProject;
}
