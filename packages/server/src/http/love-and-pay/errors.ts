import type { LoveAndPayErrorCode, ProblemCode } from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { refusalOf, setRefusalHeaders } from "../refusals/errors.ts";
import { handleUnrouted } from "../refusals/not-found.ts";
import type { App } from "../types.ts";
import { KycRefusal, refuseKyc, sendKycError } from "./refusal.ts";

/** The names of the service's own refusals on this surface; all others are the request's fault. */
const codes: Partial<Record<ProblemCode, LoveAndPayErrorCode>> = {
  not_found: "not_found",
  project_archived: "project_archived",
  invalid_json: "invalid_json",
  body_too_large: "body_too_large",
  unsupported_media_type: "unsupported_media_type",
  wrong_cell: "wrong_cell",
  rate_limited: "rate_limited",
  storage_full: "rate_limited",
};

/**
 * Sends every error of this surface in its shape. An unknown path is 404, another method of a known one
 * 405.
 */
export function setKycErrors(app: App, log: Logger): void {
  app.setErrorHandler((error, request, reply) => sendError(log, error, request, reply));
  handleUnrouted(app, {
    notFound: (request, reply) => sendKycError(reply, refuseKyc("not_found"), languageFor(request)),
    wrongMethod: (request, reply) =>
      sendKycError(reply, refuseKyc("method_not_allowed"), languageFor(request)),
  });
}

/**
 * Russian for projects in that language, otherwise English, as for everything before the project is
 * known.
 */
function languageFor({ kycCaller }: FastifyRequest): "ru" | "en" {
  return kycCaller?.project.language === "ru" ? "ru" : "en";
}

function sendError(log: Logger, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageFor(request);
  if (error instanceof KycRefusal) return sendKycError(reply, error, language);
  const refusal = refusalOf(error);
  if (refusal?.code === "not_ready") {
    setRefusalHeaders(reply, refusal);
    return sendKycError(reply, refuseKyc("internal_error"), language, 503);
  }
  if (refusal === null) {
    log.error({ err: error, requestId: request.id }, "a Love&Pay call failed");
    return sendKycError(reply, refuseKyc("internal_error"), language);
  }
  setRefusalHeaders(reply, refusal);
  const code = codes[refusal.code] ?? "validation_error";
  const [first] = refusal.details.errors ?? [];
  if (first === undefined) return sendKycError(reply, refuseKyc(code), language);
  return sendKycError(reply, refuseKyc(code, first.field || "body", first.problem), language);
}
