import type { FastifyRequest } from "fastify";
import { withShare } from "../db/index.ts";
import type { App } from "./types.ts";

/**
 * Runs the scope's handlers on the share of the connections that the calling project has, so that one project's calls, however
 * many, don't keep the others' from the store. Operators' calls are on no share.
 */
export function shareByProject(app: App, projectOf: (request: FastifyRequest) => string | null): void {
  app.addHook("onRoute", (route) => {
    const { handler } = route;
    route.handler = function share(request, reply) {
      const projectId = projectOf(request);
      const handle = () => handler.call(this, request, reply);
      return projectId === null ? handle() : withShare(projectId, handle);
    };
  });
}
