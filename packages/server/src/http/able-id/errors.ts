import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { refusalOf, setRefusalHeaders } from "../refusals/errors.ts";
import { handleUnrouted } from "../refusals/not-found.ts";
import { Refusal } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { BodyRefusal } from "./read-body.ts";
import { refuse, sendResponse } from "./response.ts";

/**
 * Sends every error of this surface in its shape. Malformed requests (not JSON, too large, another
 * content type) are 400 / 20202, like other errors of this surface; failures of the service are
 * 500 / 10500 without internal details, and 503 if the store doesn't respond. An unknown path or
 * method keeps its HTTP status.
 */
export function setCheckErrors(app: App, log: Logger): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(log, error, request, reply));
  handleUnrouted(app, {
    notFound: (_request, reply) => sendResponse(reply, refuse(20202, undefined, "no such call"), "ru", 404),
    wrongMethod: (_request, reply, methods) =>
      sendResponse(reply, refuse(20202, undefined, `the method is ${methods.join(" or ")}`), "ru", 405),
  });
}

function sendError(
  log: Logger,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof BodyRefusal) {
    if (error.refusal.code === 10429) reply.header("retry-after", String(error.retryAfterSeconds));
    return sendResponse(reply, error.refusal, error.language);
  }
  if (refusalOf(error)?.code === "not_ready")
    return sendResponse(reply.header("retry-after", "1"), refuse(10500), "ru", 503);
  if (error instanceof Refusal) {
    setRefusalHeaders(reply, error);
    const [first] = error.details.errors ?? [];
    const field = first?.field || "body";
    const code = error.code === "wrong_cell" ? 10421 : 20202;
    return sendResponse(reply, refuse(code, field, first?.problem ?? error.message), "ru");
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) {
    log.error({ err: error, requestId: request.id }, "an able-id call failed");
    return sendResponse(reply, refuse(10500), "ru");
  }
  return sendResponse(reply, refuse(20202, "body", problemOf(error, request)), "ru");
}

function problemOf(error: FastifyError, request: FastifyRequest): string {
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return `must not be larger than ${request.routeOptions.bodyLimit} bytes`;
  }
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "must be sent as application/json";
  return "must be a JSON object in UTF-8";
}
