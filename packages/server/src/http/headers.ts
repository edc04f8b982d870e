import type { FastifyRequest } from "fastify";
import type { App } from "./types.ts";

/**
 * `sandbox`: an answer that a browser shows by itself has no origin. The last four have no fallback
 * in `default-src`.
 */
const contentPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox",
].join("; ");

/**
 * Headers of every answer, errors included. An answer is never cached and never shown in a frame;
 * the applicant's page and the reference set their own content policy over this one, which lets
 * nothing run.
 */
export const securityHeaders = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
  "content-security-policy": contentPolicy,
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
} as const;

declare module "fastify" {
  interface FastifyInstance {
    /** The headers of each answer but the request's id. */
    securityHeaders: Readonly<Record<string, string>>;
  }
}

/**
 * For a year. Other names below the public one are for whoever runs them to bind: the proxy's
 * configuration does.
 */
const onlyByTls = { "strict-transport-security": "max-age=31536000" };

/**
 * Sets them at the start of each request, and the request's own id, which the log has as well. A
 * browser that came by TLS once is asked to come by nothing else, where the public URL is an https
 * one.
 */
export function setSecurityHeaders(app: App, publicUrl: string): void {
  app.decorate("securityHeaders", {
    ...securityHeaders,
    ...(publicUrl.startsWith("https:") && onlyByTls),
  });
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(headersOf(request));
    done();
  });
}

/** The headers of the answer to a request, for where no hook runs. */
export function headersOf({ id, server }: Pick<FastifyRequest, "id" | "server">): Record<string, string> {
  return { ...server.securityHeaders, "x-request-id": id };
}
