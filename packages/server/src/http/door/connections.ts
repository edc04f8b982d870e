import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { addressKey } from "./address.ts";
import { type Held, overdue, tooSlowToRead } from "./slow.ts";

/** Why a connection or a request was refused or ended: the metric's label. */
export type DoorReason = "connections" | "evicted" | "slow" | "malformed" | "pipelined";

export interface ConnectionLimits {
  /** How many connections one address may hold; trusted proxies may hold more. */
  perAddress: number;
  /** Maximum number of connections in total. */
  total: number;
  isProxy: (peer: string | undefined) => boolean;
  /** Requests whose body may take long, as long as it keeps arriving. */
  isPatient: (request: IncomingMessage) => boolean;
}

/**
 * Beyond its limit an address may hold this many more connections, on which each request gets a
 * refusal; further ones are dropped.
 */
const toldBeyond = 64;
/** Pipelined requests that wait on one connection for previous responses. */
const maxPipelined = 64;

/**
 * Tracks connections by address. An address is served only up to its share; if there are too many in
 * total, the address with the most loses the oldest one that waits for its client. So nobody can keep
 * others out with any number of silent connections.
 */
export interface Connections {
  /** A new connection; it may be dropped immediately. */
  opened(socket: Socket): void;
  /**
   * A new request: whether to serve it. If not, and the connection is still open, it must be sent the
   * reason.
   */
  requested(request: IncomingMessage, response: ServerResponse): boolean;
  /** The response in progress on a connection, if any. */
  answering(socket: unknown): Pick<Held, "request" | "response"> | null;
  /** Ends requests that are too slow, by `cut`. To be called every second. */
  sweep(now: number, cut: (held: Held) => void): void;
  /** Closes the connections on which nothing has been sent yet: browsers and balancers open some in advance. */
  closeUnused(): void;
  size(): number;
}

/** @param count increments the metric. */
export function createConnections(
  limits: ConnectionLimits,
  count: (reason: DoorReason) => void,
): Connections {
  const held = new Map<unknown, Held>();
  const byAddress = new Map<string, Set<Held>>();

  const closed = (one: Held) => {
    held.delete(one.socket);
    if (one.key === null) return;
    const same = byAddress.get(one.key);
    same?.delete(one);
    if (same?.size === 0) byAddress.delete(one.key);
  };
  const evict = () => {
    let most: Set<Held> | undefined;
    for (const each of byAddress.values()) if (each.size > (most?.size ?? 0)) most = each;
    for (const one of most ?? []) {
      if (one.request?.complete) continue; // its client waits for this service
      count("evicted");
      closed(one);
      one.socket.destroy();
      return true;
    }
    return false;
  };

  return {
    opened(socket) {
      const peer = socket.remoteAddress;
      const key = peer === undefined || limits.isProxy(peer) ? null : addressKey(peer);
      const same = key === null ? null : (byAddress.get(key) ?? new Set<Held>());
      const beyond = (same?.size ?? 0) - limits.perAddress;
      if (beyond >= 0) count("connections");
      if (beyond >= toldBeyond || (held.size >= limits.total && !evict())) {
        socket.destroy();
        return;
      }
      const one: Held = newlyHeld(socket, key, beyond >= 0);
      held.set(socket, one);
      if (key !== null && same !== null) byAddress.set(key, same.add(one));
      socket.once("close", () => closed(one));
    },
    requested(request, response) {
      const one = held.get(request.socket);
      if (one === undefined) return true;
      if (response.socket === null) {
        one.pipelined++;
        response.once("close", () => one.pipelined--);
        if (one.pipelined > maxPipelined) {
          count("pipelined");
          one.socket.destroy();
          return false;
        }
      }
      one.request = request;
      one.response = response;
      one.since = 0;
      return !one.beyond;
    },
    answering: (socket) => held.get(socket) ?? null,
    sweep(now, cut) {
      for (const one of held.values()) {
        // Ended requests are released: they may hold megabytes.
        if (one.response?.writableFinished && one.request?.complete) {
          one.request = null;
          one.response = null;
        }
        if (!overdue(one, now, limits.isPatient) && !tooSlowToRead(one, now)) continue;
        count("slow");
        cut(one);
      }
    },
    closeUnused() {
      for (const { socket } of held.values()) if (socket.bytesRead === 0) socket.destroy();
    },
    size: () => held.size,
  };
}

function newlyHeld(socket: Socket, key: string | null, beyond: boolean): Held {
  return {
    socket,
    key,
    beyond,
    request: null,
    response: null,
    pipelined: 0,
    since: 0,
    readBefore: 0,
    lastRead: 0,
    lastReadAt: 0,
    unsent: 0,
    unsentSince: 0,
  };
}
