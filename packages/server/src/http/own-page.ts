import type { FastifyRequest } from "fastify";
import { refuse } from "./refusals/problem.ts";

const consoleHeader = "x-countersign-console";

/**
 * Refuses a request that the console's cookie does not vouch for (CSRF). Browsers say where a request
 * comes from: by `Sec-Fetch-Site`, which must be `same-origin`, or where they don't know it (by plain
 * http) by `Origin`. What changes something also needs a header that no form and no foreign page can
 * send without the service's consent.
 */
export function requireOwnPage({ headers, method }: FastifyRequest, publicUrl: string): void {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  const foreign =
    site === undefined
      ? origin !== undefined && origin !== new URL(publicUrl).origin
      : site !== "same-origin";
  const reads = method === "GET" || method === "HEAD";
  if (!foreign && (reads || headers[consoleHeader] === "1")) return;
  throw refuse(
    "foreign_page",
    foreign
      ? "The console's cookie works for its own pages only. If this is one of them, PUBLIC_URL must be the address in the browser."
      : "Send `X-Countersign-Console: 1` with requests that change something, or a bearer token instead of the cookie.",
  );
}
