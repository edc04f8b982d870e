import type { FastifyRequest } from "fastify";
import type { App } from "./types.ts";

/** `sandbox`: an answer that a browser shows by itself has no origin. The last four have no fallback in `default-src`. */
const contentPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox",
].join("; ");

/**
 * Headers of every answer, errors included. An answer is never cached and never shown in a frame; the applicant's
 * page and the reference set their own content policy over this one, which lets nothing run.
 */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "content-security-policy": contentPolicy,
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Sets them at the start of each request, and the request's own id, which the log has as well. */
export function setSecurityHeaders(app: App): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headersOf(request));
    done();
  });
}

/** The headers of the answer to a request, for where no hook runs. */
export function headersOf(request: Pick<FastifyRequest, "id">): Record<string, string> {
  return { ...securityHeaders, "x-request-id": request.id };
}
