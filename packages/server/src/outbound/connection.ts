import type { Socket } from "node:net";
import { Client } from "undici";
import type { OpenSocket } from "./dial.ts";

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
  used: boolean;
  /** Idempotent. Takes a request under way with it. */
  close(): void;
}

// An idle connection is closed early rather than late: a server that closes first takes a request with it.
const idleMs = 4000;
const longestIdleMs = 60_000;

export function createConnection(
  origin: string,
  opened: OpenSocket,
  onClosed: (self: Connection) => void,
): Connection {
  let socket: Socket | null = opened.socket;
  let closed = false;
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
    used: false,
    get closed() {
      return closed || opened.socket.destroyed || !opened.socket.writable;
    },
    close() {
      if (closed) return;
      closed = true;
      // A client that was given no request has not taken its socket.
      socket?.destroy();
      void client.destroy();
      onClosed(connection);
    },
  };
  client.on("disconnect", () => connection.close());
  client.on("connectionError", () => connection.close());
  return connection;
}
