import { createAuthenticator } from "../access/index.ts";
import { authenticatedActor } from "./authentication.ts";
import type { HttpDeps } from "./deps.ts";
import type { Surface } from "./door/failures.ts";
import { shareByProject } from "./limits/shares.ts";
import { refuse } from "./refusals/problem.ts";
import type { App } from "./types.ts";

const bearer = /^Bearer ([\x21-\x7e]{1,200})$/i;

/**
 * Lets a request of the management API through to its route only with a bearer token, and only for
 * the kinds of bearer that the route's `config.access` names. A route that names none can't be
 * registered, so none is open by oversight.
 */
export function guardRoutes(
  app: App,
  deps: Pick<
    HttpDeps,
    "db" | "clock" | "keyring" | "operatorToken" | "failures" | "addresses" | "tokenUses" | "presence"
  >,
  surface: Surface,
): void {
  const authenticate = createAuthenticator(deps);
  shareByProject(app, deps, ({ actor }) => actor);
  app.addHook("onRoute", (route) => {
    if (route.config?.access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} must say in config.access who may call it`);
    }
  });
  app.addHook("onRequest", async (request, reply) => {
    const allowed = request.routeOptions.config.access;
    if (allowed === undefined) return; // no route of ours: the scope's not-found answer follows
    const token = bearer.exec(request.headers.authorization ?? "")?.[1] ?? null;
    const actor = await authenticatedActor(deps, request, surface, token, authenticate);
    if (actor === null) {
      reply.header("www-authenticate", 'Bearer realm="countersign"');
      throw refuse(
        "unauthenticated",
        "Send a valid token as `Authorization: Bearer …`. This one is missing, unknown, revoked or expired.",
      );
    }
    request.actor = actor;
    if (!allowed.includes(actor.kind)) {
      deps.failures.denied(actor, surface, request.routeOptions.url ?? "");
      const usual = `Only ${allowed.join(" or ")} tokens may call this; yours is of kind ${actor.kind}.`;
      throw refuse("forbidden", request.routeOptions.config.refusal ?? usual);
    }
  });
}
