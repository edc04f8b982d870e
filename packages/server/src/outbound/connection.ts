import type { Socket } from "node:net";
import { Client } from "undici";
import type { OpenSocket } from "./dial.ts";
import { FloodError } from "./failure.ts";

/**
 * One checked connection: an undici client that is given its socket and never gets another. When the socket
 * is gone, so is the connection; a new one is dialled, and checked, by the pool.
 */
export interface Connection {
  readonly client: Client;
  readonly dialled: string;
  readonly openedAt: number;
  readonly closed: boolean;
  /** Whether it has carried a request. */
  readonly used: boolean;
  /** Begins a request's account of what comes in. Beyond its bound the request fails with `FloodError`. */
  begin(): void;
  /** Counts bytes of the answer's body. */
  count(bytes: number): void;
  /** Idempotent. Takes a request under way with it. */
  close(): void;
}

// An idle connection is closed early rather than late: a server that closes first takes a request with it.
const idleMs = 4000;
const longestIdleMs = 60_000;
/**
 * What comes in beyond the body: heads, which the client bounds to 16 KiB each, and what the socket holds unread. The framing of
 * a body that comes byte by byte is six times its size.
 */
const maxBeyondBody = 256 * 1024;
const maxFramingPerByte = 8;

export function createConnection(
  origin: string,
  opened: OpenSocket,
  onClosed: (self: Connection) => void,
): Connection {
  let socket: Socket | null = opened.socket;
  let closed = false;
  let used = false;
  let readBefore = 0;
  let bodyBytes = 0;
  const client = new Client(origin, {
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: longestIdleMs,
    // Every request has its own limit over all phases.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      const given = socket;
      socket = null;
      // Not at once: the client loses a socket that it gets while it still asks for one.
      queueMicrotask(() => {
        if (given === null)
          callback(Object.assign(new Error("the socket is gone"), { code: "ECONNRESET" }), null);
        else callback(null, given);
      });
    },
  });
  const connection: Connection = {
    client,
    dialled: opened.dialled,
    openedAt: performance.now(),
    get used() {
      return used;
    },
    begin() {
      used = true;
      readBefore = opened.socket.bytesRead;
      bodyBytes = 0;
    },
    count(bytes) {
      bodyBytes += bytes;
    },
    get closed() {
      return closed || opened.socket.destroyed || !opened.socket.writable;
    },
    close: () => close(null),
  };
  function close(error: Error | null): void {
    if (closed) return;
    closed = true;
    // A client that was given no request has not taken its socket.
    socket?.destroy();
    void client.destroy(error);
    onClosed(connection);
  }
  // Before the client's own listener. What a parser takes without telling (trailers, chunk extensions, informational
  // answers) has no end but this one.
  opened.socket.on("readable", () => {
    const beyondBody = opened.socket.bytesRead - readBefore - maxFramingPerByte * bodyBytes;
    if (beyondBody > maxBeyondBody) close(new FloodError());
  });
  client.on("disconnect", () => connection.close());
  client.on("connectionError", () => connection.close());
  return connection;
}
