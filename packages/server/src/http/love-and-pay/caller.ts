import { isPublicId } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { createAuthenticator, reachOf } from "../../access/index.ts";
import { findProject, type Project } from "../../projects/index.ts";
import { authenticatedActor } from "../authentication.ts";
import { type Caller, maySee } from "../caller.ts";
import type { HttpDeps } from "../deps.ts";
import { shareByProject } from "../limits/shares.ts";
import type { App } from "../types.ts";
import { refuseKyc } from "./refusal.ts";

/** The caller, and the project that the call is for. */
export interface KycCaller {
  actor: Caller;
  project: Project;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The caller of a Love&Pay route; null elsewhere. */
    kycCaller: KycCaller | null;
  }
}

const key = /^[\x21-\x7e]{1,200}$/;
const bearer = /^Bearer +/i;
const projectHeader = "x-project-id";

/**
 * Admits requests by `x-api-key`: a project's key for what belongs to the project, an operator's token
 * for what only operators may do. A token does not belong to a project: `x-project-id` names it.
 */
export function authenticateKyc(app: App, deps: HttpDeps): void {
  const authenticate = createAuthenticator(deps);
  app.decorateRequest("kycCaller", null);
  shareByProject(app, deps, ({ kycCaller }) => kycCaller?.actor ?? null);
  app.addHook("onRequest", async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access === "public") return; // no route of ours: the scope's not-found answer follows
    const actor = await authenticatedActor(deps, request, "love-and-pay", keyOf(request), authenticate);
    if (actor === null) throw refuseKyc("unauthorized");
    const reach = reachOf(actor, access);
    const caller = { ...actor, reach: reach ?? [] };
    request.actor = caller;
    request.kycCaller = { actor: caller, project: await projectFor(deps, caller, request) };
    if (reach === null) {
      deps.failures.denied(actor, "love-and-pay", request.routeOptions.url ?? "");
      throw refuseKyc("forbidden", undefined, request.routeOptions.config.refusal);
    }
  });
}

/** The caller; only for routes of this surface, where the hook has set it. */
export function kycCallerOf(request: FastifyRequest): KycCaller {
  if (request.kycCaller === null)
    throw new Error("a route outside of the Love&Pay calls asked for its caller");
  return request.kycCaller;
}

function keyOf({ headers }: FastifyRequest): string | null {
  const apiKey = headers["x-api-key"];
  const given = typeof apiKey === "string" ? apiKey : (headers.authorization ?? "").replace(bearer, "");
  return key.test(given) ? given : null;
}

async function projectFor(deps: HttpDeps, actor: Caller, request: FastifyRequest): Promise<Project> {
  const asked = request.headers[projectHeader];
  const id = actor.kind === "project" ? actor.projectId : asked;
  if (actor.kind === "project" && asked !== undefined && asked !== id)
    throw refuseKyc("forbidden", projectHeader, "is not the project of this key");
  if (typeof id !== "string") throw refuseKyc("validation_error", projectHeader, "must name the project");
  const unseen = actor.reach.length > 0 && !maySee(actor, id);
  const project = isPublicId(id) && !unseen ? await findProject(deps.db, id) : null;
  if (project === null) throw refuseKyc("validation_error", projectHeader, "is not a known project");
  return project;
}
