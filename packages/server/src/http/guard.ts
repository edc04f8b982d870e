import type { Permission } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { createAuthenticator, holdersInWords, reachOf } from "../access/index.ts";
import { findSignedIn } from "../sign-in/index.ts";
import { authenticatedActor } from "./authentication.ts";
import { maySee } from "./caller.ts";
import type { HttpDeps } from "./deps.ts";
import type { Surface } from "./door/failures.ts";
import { shareByProject } from "./limits/shares.ts";
import { requireOwnPage } from "./own-page.ts";
import { refuse, refuseFields } from "./refusals/problem.ts";
import { sessionCookie } from "./session-cookie.ts";
import type { App } from "./types.ts";

const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i;

type GuardDeps = Pick<
  HttpDeps,
  | "db"
  | "clock"
  | "keyring"
  | "operatorToken"
  | "failures"
  | "addresses"
  | "tokenUses"
  | "presence"
  | "publicUrl"
  | "sessions"
  | "sessionUses"
>;

/**
 * Admits a request to its route only with credentials of a caller who has the permission in the
 * route's `config.access`, and only for projects in which they have it: a path or a body that names
 * another project is refused here, resources are looked up by `maySee`. A route without
 * `config.access` can't be registered, so that none is open by mistake. The management
 * API also takes the console's cookie, from its own pages.
 */
export function guardRoutes(app: App, deps: GuardDeps, surface: Surface): void {
  const authenticate = createAuthenticator(deps);
  // The console calls the management API alone.
  const takesCookies = surface === "manage";
  const cookie = sessionCookie(deps.publicUrl);
  const bySession = (request: FastifyRequest) => async (value: string) => {
    const found = await findSignedIn(deps, value);
    if (found === null) return null;
    const { actor, sessionId, confirmedAt } = found;
    request.signedIn = { sessionId, confirmedAt };
    deps.sessionUses.used(sessionId);
    return actor;
  };
  shareByProject(app, deps, ({ actor }) => actor);
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} must say in config.access who may call it`);
    }
  });
  app.addHook("onRequest", async (request, reply) => {
    const { access } = request.routeOptions.config;
    // Without it, it is not one of our routes: the scope's not-found handler follows.
    if (access === undefined) return;
    if (access === "public") return refuseForeignPage(request, deps.publicUrl);
    const session = takesCookies ? cookie.read(request) : null;
    const byCookie = session !== null && request.headers.authorization === undefined;
    if (byCookie) requireOwnPage(request, deps.publicUrl);
    const token = bearer.exec(request.headers.authorization ?? "")?.[1] ?? null;
    const actor = byCookie
      ? await authenticatedActor(deps, request, surface, session, bySession(request))
      : await authenticatedActor(deps, request, surface, token, authenticate);
    if (actor === null) {
      reply.header("www-authenticate", 'Bearer realm="countersign"');
      if (byCookie) cookie.clear(reply);
      throw refuse(
        "unauthenticated",
        byCookie
          ? "The session is over. Sign in again."
          : "Send a valid token as `Authorization: Bearer …`. This one is missing, unknown, revoked or expired.",
      );
    }
    const reach = reachOf(actor, access);
    request.actor = { ...actor, reach: reach ?? [] };
    // A stream that is open does not keep a session from growing idle.
    request.checkAgain = async () => {
      if (byCookie) return (await findSignedIn(deps, session))?.actor ?? null;
      return token === null ? null : authenticate(token);
    };
    if (reach === null) {
      deps.failures.denied(actor, surface, request.routeOptions.url ?? "");
      throw refuse("forbidden", request.routeOptions.config.refusal ?? forbidden(access));
    }
    refuseForeignPath(request);
  });
  app.addHook("preHandler", (request, _reply, done) => {
    refuseForeignBody(request);
    done();
  });
}

/** Signing in from another page would put a browser into somebody else's session. */
function refuseForeignPage(request: FastifyRequest, publicUrl: string): void {
  if (request.method !== "GET" && request.method !== "HEAD") requireOwnPage(request, publicUrl);
}

function forbidden(permission: Permission): string {
  return `Your role may not do this: it takes ${holdersInWords(permission)}.`;
}

const projectPath = /\/projects\/:id(\/|$)/;

function refuseForeignPath({ actor, params, routeOptions }: FastifyRequest): void {
  if (actor === null || actor.reach === "everywhere" || !projectPath.test(routeOptions.url ?? "")) return;
  const { id } = params as { id?: string };
  if (id === undefined || !maySee(actor, id)) throw refuse("not_found", "There is no such project.");
}

/** For people only: the routes check that a project's key names its own project. */
function refuseForeignBody({ actor, body }: FastifyRequest): void {
  if (actor?.kind !== "operator" || actor.reach === "everywhere") return;
  const { projectId } = (body ?? {}) as { projectId?: unknown };
  if (typeof projectId === "string" && !maySee(actor, projectId))
    throw refuseFields([{ field: "projectId", problem: "is not one of your projects" }]);
}
