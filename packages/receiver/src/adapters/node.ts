import type { IncomingMessage, ServerResponse } from "node:http";
import { type Endpoint, type RawBody, readChunks } from "../endpoint.ts";
import type { Reply } from "../reply.ts";

/** A listener for `node:http`: takes the request and sends the response. Never rejects. */
export function toNodeListener(
  endpoint: Endpoint,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    send(response, await endpoint.respond(incoming(request)));
  };
}

/** A Node request, for an endpoint. */
export function incoming(request: IncomingMessage) {
  return {
    method: request.method ?? "",
    headers: request.headers,
    readBody: (maxBytes: number) => readNodeBody(request, maxBytes),
  };
}

/** Sends a reply over a Node response. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // A body that was not read to its end would be taken for the next request.
  if (status === 413) response.setHeader("connection", "close");
  response.writeHead(status, headers).end(body);
}

/**
 * The raw bytes: from the stream, or as another middleware kept them (`express.raw()`, or
 * `rawBody` of cloud functions). A body that was parsed is not written out as JSON again: that
 * would be other bytes than those that were signed.
 */
async function readNodeBody(request: IncomingMessage, maxBytes: number): Promise<RawBody> {
  const { body, rawBody } = request as { body?: unknown; rawBody?: unknown };
  for (const kept of [rawBody, body]) {
    if (!(kept instanceof Uint8Array)) continue;
    return kept.length > maxBytes ? { kind: "too-large" } : { kind: "read", bytes: new Uint8Array(kept) };
  }
  if (request.readableDidRead || request.readableEnded || !isEmpty(body)) return { kind: "lost" };
  return readChunks(request, maxBytes);
}

/** Parsers of Express 4 leave `{}` where they leave a body of another type unread. */
function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === "object" && body !== null && Object.keys(body).length === 0);
}
