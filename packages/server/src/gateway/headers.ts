import type { IncomingHttpHeaders } from "node:http";

/** Headers that belong to one connection and not to the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

type Headers = Record<string, string | string[]>;

/** The upstream's headers for the caller: all but those of the connection, and those that `Connection` names. */
export function answerHeaders(headers: Headers): Headers {
  const named = [headers.connection ?? []]
    .flat()
    .flatMap((value) => value.split(","))
    .map((name) => name.trim().toLowerCase());
  const dropped = new Set([...hopByHop, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name.toLowerCase())));
}

/** The caller's headers for the upstream: those that the mapping names, and the body's type. */
export function requestHeaders(
  headers: IncomingHttpHeaders,
  passHeaders: readonly string[],
): Record<string, string> {
  const passed: Record<string, string> = { "content-type": "application/json" };
  for (const name of passHeaders) {
    const value = headers[name];
    if (value !== undefined) passed[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return passed;
}
