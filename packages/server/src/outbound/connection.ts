import type { Socket } from "node:net";
import { Client } from "undici";
import type { OpenSocket } from "./dial.ts";
import { FloodError } from "./failure.ts";

/**
 * One checked connection: an undici client that is given its socket and never gets another. The
 * connection ends with its socket; the pool dials, and checks, a new one.
 */
export interface Connection {
  readonly client: Client;
  readonly dialled: string;
  readonly openedAt: number;
  readonly closed: boolean;
  /** Whether it has carried a request. */
  readonly used: boolean;
  /**
   * Starts counting what a request receives. Beyond its bound the request fails with `FloodError`.
   */
  begin(): void;
  /** Counts bytes of the response's body. */
  count(bytes: number): void;
  /** Idempotent. Aborts a request in flight. */
  close(): void;
}

// An idle connection is closed early rather than late: if the server closes first, a request may
// fail.
const idleMs = 4000;
const maxIdleMs = 60_000;
/**
 * What is received in addition to the body: heads, which the client bounds to 16 KiB each, and what
 * the socket has buffered. The framing of a body that comes byte by byte is six times its size.
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
    keepAliveMaxTimeout: maxIdleMs,
    // Every request has its own timeout over all phases.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      const given = socket;
      socket = null;
      // Not at once: the client loses a socket that it gets while it is still requesting one.
      queueMicrotask(() => {
        if (given === null)
          callback(Object.assign(new Error("the socket is closed"), { code: "ECONNRESET" }), null);
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
    // A client without a request has not taken its socket.
    socket?.destroy();
    void client.destroy(error);
    onClosed(connection);
  }
  // Before the client's own listener. What the parser consumes silently (trailers, chunk
  // extensions, informational responses) has no other bound.
  opened.socket.on("readable", () => {
    const beyondBody = opened.socket.bytesRead - readBefore - maxFramingPerByte * bodyBytes;
    if (beyondBody > maxBeyondBody) close(new FloodError());
  });
  client.on("disconnect", () => connection.close());
  client.on("connectionError", () => connection.close());
  return connection;
}
