import type { HeaderSource } from "./headers.ts";
import type { Reply } from "./reply.ts";

/** A request, from whatever server took it. */
export interface IncomingRequest {
  method: string;
  headers: HeaderSource;
  /** reads the raw bytes, no more than the endpoint's limit */
  readBody: (maxBytes: number) => Promise<RawBody>;
}

/** The bytes of a body, or why there are none. */
export type RawBody =
  | { kind: "read"; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "too-large" }
  | { kind: "lost" }
  | { kind: "broken"; error: unknown };

/** What takes webhooks: a receiver of events, or a responder to hooks. Adapters connect it to a server. */
export interface Endpoint {
  /** Takes a request and makes the response. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** The same for adapters of other servers. */
  respond(request: IncomingRequest): Promise<Reply>;
}

/** An endpoint from its `respond`. */
export function endpoint(respond: Endpoint["respond"]): Endpoint {
  return {
    respond,
    async fetch(request) {
      const { method, headers } = request;
      const {
        status,
        headers: own,
        body,
      } = await respond({
        method,
        headers,
        readBody: (maxBytes) => readWebBody(request, maxBytes),
      });
      return new Response(body, { status, headers: own });
    },
  };
}

/** Reads the body of a fetch request. */
async function readWebBody(request: Request, maxBytes: number): Promise<RawBody> {
  if (request.bodyUsed) return { kind: "lost" };
  if (request.body === null) return { kind: "read", bytes: new Uint8Array() };
  return readChunks(chunksOf(request.body), maxBytes);
}

/** By a reader, as not every runtime can iterate over a stream. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Collects chunks up to a limit. */
export async function readChunks(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<RawBody> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of chunks) {
      length += part.length;
      if (length > maxBytes) return { kind: "too-large" };
      parts.push(part);
    }
  } catch (error) {
    return { kind: "broken", error };
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { kind: "read", bytes };
}
