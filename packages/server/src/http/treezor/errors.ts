import { type TreezorErrorCode, treezorError, treezorErrors } from "@countersign/wire";
import type { FastifyReply } from "fastify";
import type { HttpDeps } from "../deps.ts";
import { refusalOf, setRefusalHeaders } from "../refusals/errors.ts";
import { handleUnrouted } from "../refusals/not-found.ts";
import { Refusal } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { refusalBody, refuse, refuseFields, TreezorRefusal } from "./refusal.ts";

/**
 * Sends every error of a scope in this surface's shape; failures of the service are sent without
 * internal details.
 */
export function setTreezorErrors(app: App, { log }: Pick<HttpDeps, "log">): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) setRefusalHeaders(reply, error);
    const refusal = refusalFor(error);
    if (refusal === "not ready") return reply.code(503).header("retry-after", "1").send(treezorError(50001));
    if (refusal !== null) return send(reply, refusal);
    log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url ?? null },
      "request failed",
    );
    return reply.code(500).send(treezorError(50001));
  });
  handleUnrouted(app, {
    notFound: (_request, reply) => send(reply, refuse(40401)),
    wrongMethod: (_request, reply) => send(reply, refuse(40501)),
  });
}

/**
 * Responds 404 to a path that can't be decoded or has an id that is too long.
 */
export function sendUnroutable(reply: FastifyReply): FastifyReply {
  return send(reply, refuse(40401));
}

function send(reply: FastifyReply, refusal: TreezorRefusal): FastifyReply {
  return reply.code(treezorErrors[refusal.code].http).send(refusalBody(refusal));
}

/** The names of the shared refusals on this surface. */
const codes: Readonly<Record<string, TreezorErrorCode>> = {
  invalid_json: 40002,
  body_too_large: 41301,
  unsupported_media_type: 41502,
  not_found: 40401,
  project_archived: 40906,
  rate_limited: 42901,
  storage_full: 42901,
};

/** Null for this service's own failures. */
function refusalFor(error: unknown): TreezorRefusal | "not ready" | null {
  if (error instanceof TreezorRefusal) return error;
  const shared = refusalOf(error);
  if (shared === null) return null;
  if (shared.code === "not_ready") return "not ready";
  const code = codes[shared.code];
  if (shared.code === "wrong_cell") return refuse(42101, ...(shared.details.errors ?? []));
  if (code !== undefined) return refuse(code);
  return shared.details.errors === undefined ? refuse(40002) : refuseFields(shared.details.errors);
}
