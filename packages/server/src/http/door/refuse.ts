import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { securityHeaders } from "../headers.ts";
import { type EarlyRefusal, earlyResponse } from "../refusals/surface-refusals.ts";

/** Sends a refusal for a request that no route handles, and closes its connection. */
export function refuseEarly(response: ServerResponse, url: string | undefined, why: EarlyRefusal): void {
  const { status, contentType, body } = earlyResponse(url, why);
  response.writeHead(status, { ...headersOf(why), "content-type": contentType, connection: "close" });
  response.end(body);
}

/**
 * Ends a connection whose request can't be completed: with a response, unless one has already begun.
 * Does not wait for the rest of the request.
 */
export function cutOff(
  socket: Duplex,
  response: ServerResponse | null,
  url: string | undefined,
  why: EarlyRefusal,
): void {
  const begun = response?.headersSent === true;
  if (socket.writable && !begun) socket.write(rawAnswer(url, why));
  socket.destroy();
}

function rawAnswer(url: string | undefined, why: EarlyRefusal): string {
  const { status, contentType, body } = earlyResponse(url, why);
  const headers = {
    ...headersOf(why),
    "content-type": contentType,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Refused\r\n${lines.join("")}\r\n${body}`;
}

function headersOf(why: EarlyRefusal): Record<string, string> {
  const soon = why === "rate_limited" || why === "not_ready";
  return { ...securityHeaders, ...(soon && { "retry-after": "1" }) };
}
