import type { IncomingHttpHeaders } from "node:http";
import { unpassableHeaders } from "@countersign/wire";

/**
 * Headers of an upstream's response that are dropped: hop-by-hop ones (RFC 9110, 7.6.1), and those that a browser would
 * apply to this service's whole origin, which an upstream shares with the console and with other projects.
 */
const kept = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "set-cookie",
  "set-cookie2",
  "clear-site-data",
  "strict-transport-security",
  "public-key-pins",
  "public-key-pins-report-only",
  "expect-ct",
  "alt-svc",
  "nel",
  "report-to",
  "reporting-endpoints",
  "service-worker-allowed",
  "sourcemap",
  "refresh",
]);

/** Header names reserved for this service. */
const own = /^(?:countersign-|access-control-)/;

type Headers = Record<string, string | string[]>;

/** The upstream's headers for the caller: all but those above and those listed in `Connection`. */
export function responseHeaders(headers: Headers): Headers {
  const named = [headers.connection ?? []]
    .flat()
    .flatMap((value) => value.split(","))
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...kept, ...named]);
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !dropped.has(name.toLowerCase()) && !own.test(name.toLowerCase()),
    ),
  );
}

/**
 * The caller's headers for the upstream: those that the mapping names, unless the caller's own `Connection` keeps them
 * to this connection, and the body's type. A mapping that was saved when more could be passed passes no more for it.
 */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  passHeaders: readonly string[],
): Record<string, string> {
  const passed: Record<string, string> = { "content-type": "application/json" };
  const hop = new Set((headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()));
  for (const name of passHeaders) {
    const value = headers[name];
    if (value === undefined || hop.has(name) || unpassableHeaders.has(name)) continue;
    passed[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return passed;
}
