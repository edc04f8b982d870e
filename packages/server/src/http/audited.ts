import type { FastifyRequest } from "fastify";
import { audit } from "../access/index.ts";
import type { HttpDeps } from "./deps.ts";
import type { App } from "./types.ts";

/**
 * Writes an audit record for each call that a person makes to a route with `config.audited`, once its
 * input is validated and before anything is read or changed: no access goes unrecorded. Projects'
 * calls about their own data are not recorded. Must be called before the scope's routes are
 * registered.
 *
 * @param projectOf the project that the call is for, if the surface knows it.
 */
export function auditPersons(
  app: App,
  deps: Pick<HttpDeps, "db" | "clock" | "random">,
  projectOf: (request: FastifyRequest) => string | undefined,
): void {
  app.addHook("onRoute", (route) => {
    const action = route.config?.audited;
    if (action === undefined) return;
    const note = async (request: FastifyRequest) => {
      const { actor } = request;
      if (actor === null || actor.kind === "project") return;
      const projectId = projectOf(request);
      const target = Object.values(request.params as Record<string, unknown>)
        .map(String)
        .join("/");
      await audit(deps, deps.db, {
        actor,
        action,
        ...(projectId !== undefined && { projectId }),
        ...(target !== "" && { target: target.slice(0, 200) }),
      });
    };
    route.preHandler = [note, ...[route.preHandler ?? []].flat()];
  });
}
