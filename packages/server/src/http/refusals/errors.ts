import { problem, problemContentType, problems } from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { DatabaseError, isConflict, isUnavailable } from "../../db/index.ts";
import { ErasedSubject } from "../../events/index.ts";
import { FilesUnavailable } from "../../files/index.ts";
import { Refusal, refuse, refuseFields } from "./problem.ts";

/** SQLSTATE `character_not_in_repertoire`: Postgres stores no text with NUL in it. */
const unstorableText = "22021";

/**
 * The refusal for an error of a request, or null if it is this service's own failure. Every surface
 * uses it, so that all make the same distinctions, whatever their error shape.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (error instanceof DatabaseError && error.code === unstorableText)
    return refuseFields([{ field: "", problem: "holds a NUL character" }]);
  if (error instanceof ErasedSubject)
    return refuse("not_found", "The person was erased while the call was under way.");
  if (isUnavailable(error) || isConflict(error))
    return refuse("not_ready", "The database does not respond. Try again in a moment.");
  if (error instanceof FilesUnavailable)
    return refuse(
      "not_ready",
      "The storage of pictures and documents does not respond. Try again in a moment.",
    );
  if (!(error instanceof Error)) return null;
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  switch (code) {
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return refuse("invalid_json", "The body is not valid JSON.");
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return refuse("invalid_json", "The body is empty, though its content type says JSON.");
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return refuse("body_too_large", "The body is too large for this call.");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return refuse("unsupported_media_type", "This call does not accept this content type.");
    default:
      break;
  }
  if (typeof statusCode !== "number" || statusCode < 400 || statusCode >= 500) return null;
  return error instanceof SyntaxError
    ? refuse("invalid_json", "The body is not valid JSON.")
    : refuse("invalid_request", "The request can't be understood.");
}

/** Sends a refusal as an RFC 9457 problem. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const body = problem(refusal.code, {
    detail: refusal.message,
    instance: `urn:countersign:request:${request.id}`,
    ...refusal.details,
  });
  setRefusalHeaders(reply, refusal);
  return reply.code(body.status).type(problemContentType).send(JSON.stringify(body));
}

/** Names the cell to which a request belongs, for the proxy in front. */
const cellHeader = "countersign-cell";

/** Sets when to retry a refused call, if that helps, and where. */
export function setRefusalHeaders(reply: FastifyReply, { code, details, retryAfterSeconds }: Refusal): void {
  if (details.cell !== undefined) reply.header(cellHeader, details.cell);
  const seconds = retryAfterSeconds ?? (problems[code].status === 503 ? 1 : null);
  if (seconds !== null) reply.header("retry-after", String(seconds));
}

/**
 * Sends any error; one that the caller has not caused is logged with the request's id and sent as an
 * internal error.
 */
export function problemHandler(log: Logger) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = refusalOf(error);
    if (refusal !== null) return sendProblem(request, reply, refusal);
    log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url ?? null },
      "request failed",
    );
    return sendProblem(
      request,
      reply,
      refuse("internal", `Something failed here. The log tells more under the request's id, ${request.id}.`),
    );
  };
}

/** Sends 404 for an unknown path. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, refuse("not_found", "There is nothing at this address."));
}
