import {
  type Language,
  localizedErrorBody,
  type OperationErrorCode,
  type OperationErrorDetails,
  operationErrorBody,
  operationErrors,
} from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Refused } from "../../operations/index.ts";
import { findProject } from "../../projects/index.ts";
import type { HttpDeps } from "../deps.ts";
import { refusalOf, setRefusalHeaders } from "../refusals/errors.ts";
import { handleUnrouted } from "../refusals/not-found.ts";
import type { Refusal } from "../refusals/problem.ts";
import type { App } from "../types.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** The language of the calling project. */
    errorLanguage(request: FastifyRequest): Promise<Language>;
  }
}

/** Sends every error of this surface in its shape, `{"error": {…}}`. */
export function setOperationErrors(app: App, { log, db }: Pick<HttpDeps, "log" | "db">): void {
  app.decorate("errorLanguage", async ({ actor }: FastifyRequest) => {
    if (actor?.kind !== "project") return "en";
    return (await findProject(db, actor.projectId))?.language ?? "en";
  });
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error);
    if (refusal !== null) {
      setRefusalHeaders(reply, refusal);
      return sendError(reply, codeOf(refusal), detailsOf(refusal));
    }
    // Input that is nested so deeply that walking it exhausts the stack.
    if (error instanceof RangeError)
      return sendError(reply, "invalid_request", { message: "The body is nested too deeply." });
    log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url ?? null },
      "an operation failed",
    );
    return sendError(reply, "internal");
  });
  handleUnrouted(app, {
    notFound: (_request, reply) => sendError(reply, "not_found", { message: "There is no such call." }),
    wrongMethod: (_request, reply) => sendError(reply, "method_not_allowed"),
  });
}

/** Sends why an operation was not executed. */
export function sendRefused(reply: FastifyReply, refused: Refused): Promise<FastifyReply> {
  return sendError(reply, refused.code, refused.details, refused.status);
}

/** Responds to a path that the router can't decode. */
export function sendUnreadablePath(reply: FastifyReply): FastifyReply {
  const body = operationErrorBody("not_found", { message: "There is no such call." });
  return reply.code(404).type("application/json; charset=utf-8").send(JSON.stringify(body));
}

/**
 * In the language of the calling project; in English if the store doesn't respond or the caller is
 * unknown.
 */
async function sendError(
  reply: FastifyReply,
  code: OperationErrorCode,
  details: OperationErrorDetails = {},
  status: number = operationErrors[code].status,
): Promise<FastifyReply> {
  const known = code !== "not_ready" && code !== "internal" && code !== "rate_limited";
  const language = known ? await reply.server.errorLanguage(reply.request).catch(() => "en" as const) : "en";
  const body = localizedErrorBody(code, details, language);
  if (status === 503) reply.header("retry-after", "1");
  return reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
}

/** The codes that this surface shares with the management API have the same names. */
function codeOf({ code }: Refusal): OperationErrorCode {
  if (code === "storage_full") return "rate_limited";
  return Object.hasOwn(operationErrors, code) ? (code as OperationErrorCode) : "invalid_request";
}

function detailsOf({ code, message, details }: Refusal): OperationErrorDetails {
  const [first] = details.errors ?? [];
  if (code === "not_ready" || code === "unauthenticated") return {};
  if (first === undefined) return { message };
  const sentence = first.field === "" ? `The body ${first.problem}.` : `${first.field} ${first.problem}.`;
  return {
    message: sentence,
    ...(first.field !== "" && { field: first.field }),
    errors: (details.errors ?? []).map(({ field, problem }) => ({ field, problem })),
  };
}
