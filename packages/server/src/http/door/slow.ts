import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** A connection and its state. Times are in ms; 0 before the first observation. */
export interface Held {
  readonly socket: Socket;
  /** The key of its address; null for a trusted proxy. */
  readonly key: string | null;
  /** Opened beyond the address's share: its requests are refused. */
  readonly beyond: boolean;
  /** The latest request and its response; null before the first one and after their end. */
  request: IncomingMessage | null;
  response: ServerResponse | null;
  /** Requests that wait for previous responses. */
  pipelined: number;
  /** When a sweep first saw the request in progress, and the bytes that the connection had read by then. */
  since: number;
  readBefore: number;
  lastRead: number;
  lastReadAt: number;
  /** Bytes of responses that the client has not read, and since when. */
  unsent: number;
  unsentSince: number;
}

/** How long a body may take, and how fast it must arrive after the grace period. */
const graceMs = 10_000;
const leastBytesPerSecond = 4096;
const bodyMs = 120_000;
/** A body that may take long must not pause for longer than this. */
const pauseMs = 30_000;
/** How long a client may leave a response unread. */
const unsentMs = 60_000;

/** Whether a request's body arrives too slowly, observed by calls about a second apart. */
export function overdue(one: Held, now: number, isPatient: (request: IncomingMessage) => boolean): boolean {
  const { request, socket } = one;
  if (request === null || request.complete) return false;
  const read = socket.bytesRead;
  if (one.since === 0) {
    one.since = now;
    one.readBefore = read;
  }
  // Bytes that are buffered here wait for this service, not for the client.
  if (read !== one.lastRead || request.readableLength > 0 || one.lastReadAt < one.since) {
    one.lastRead = read;
    one.lastReadAt = now;
  }
  if (isPatient(request)) return now - one.lastReadAt > pauseMs;
  const took = now - one.since;
  if (took > bodyMs) return true;
  const came = read - one.readBefore;
  return took > graceMs && request.readableLength === 0 && came < (took / 1000) * leastBytesPerSecond;
}

/** Whether a client doesn't read its response, observed by calls about a second apart. */
export function tooSlowToRead(one: Held, now: number): boolean {
  const unsent = one.socket.writableLength;
  if (unsent !== one.unsent || unsent === 0) {
    one.unsent = unsent;
    one.unsentSince = now;
  }
  return unsent > 0 && now - one.unsentSince > unsentMs;
}
