import type { FastifyRequest } from "fastify";
import { createAuthenticator, reachOf } from "../../access/index.ts";
import { findProject, type Project } from "../../projects/index.ts";
import { authenticatedActor } from "../authentication.ts";
import { type Caller, maySee } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { shareByProject } from "../limits/shares.ts";
import type { App } from "../types.ts";
import { refuse } from "./refusal.ts";

/** An operator's token belongs to no project: this header names the one that the call is for. */
const projectHeader = "x-project-id";

declare module "fastify" {
  interface FastifyRequest {
    /** The project of a request to the Treezor calls; null elsewhere. */
    treezorProject: Project | null;
  }
}

const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i;

/**
 * Admits a request to its route only with a bearer token of a caller who has the permission in the
 * route's `config.access`, in the project of the request.
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

/** The project of a request that the guard has admitted. */
export function callingProject({ treezorProject }: Pick<FastifyRequest, "treezorProject">): Project {
  if (treezorProject === null)
    throw new Error("a route outside of the Treezor calls asked for their project");
  return treezorProject;
}
