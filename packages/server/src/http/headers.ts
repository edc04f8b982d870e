import type { FastifyRequest } from "fastify";
import type { App } from "./types.ts";

/**
 * `sandbox`: a response that a browser shows by itself has no origin. The last four directives don't
 * fall back to `default-src`.
 */
const contentPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox",
].join("; ");

/**
 * Headers of every response, errors included. A response is never cached and never shown in a frame;
 * this content policy lets nothing run. The applicant's page and the reference override it, and the page of a session
 * may be framed by the origins that its project names.
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
    /** The headers of each response except the request's id. */
    securityHeaders: Readonly<Record<string, string>>;
  }
}

/**
 * For a year. Subdomains are not included: their operators decide, as the proxy's configuration does.
 */
const onlyByTls = { "strict-transport-security": "max-age=31536000" };

/**
 * Sets them at the start of each request, and the request's id, which is also in the log. If the
 * public URL is https, browsers must use nothing else (HSTS).
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

/** The headers of the response to a request, for places where no hook runs. */
export function headersOf({ id, server }: Pick<FastifyRequest, "id" | "server">): Record<string, string> {
  return { ...server.securityHeaders, "x-request-id": id };
}
