import type { FastifyReply } from "fastify";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import { authenticateKyc } from "./caller.ts";
import { setKycErrors } from "./errors.ts";
import { refuseKyc, sendKycError } from "./refusal.ts";
import { registerKycSessionRoutes } from "./sessions.ts";
import { checkSignatures } from "./signed-requests.ts";
import { registerKycWebhookRoutes } from "./webhooks.ts";

/** The calls of Love&Pay, to be registered in a scope of their own under `/api`. */
export function registerLoveAndPay(app: App, deps: HttpDeps): void {
  setKycErrors(app, deps.log);
  authenticateKyc(app, deps);
  checkSignatures(app, deps);
  registerKycSessionRoutes(app, deps);
  registerKycWebhookRoutes(app, deps);
}

/**
 * Responds 404 to a path that can't be decoded or has an id that is too long.
 */
export function sendUnroutable(reply: FastifyReply): FastifyReply {
  return sendKycError(reply, refuseKyc("not_found"), "en");
}
