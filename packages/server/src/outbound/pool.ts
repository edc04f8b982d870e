import { type Connection, createConnection } from "./connection.ts";
import type { Timings } from "./contract.ts";
import type { DialResult } from "./dial.ts";
import { expired, type Failure } from "./failure.ts";
import type { TimeLimit } from "./time-limit.ts";

/** A connection for one request, and the timings of getting it; to be returned by `release`. */
type Acquired =
  | { ok: true; connection: Connection; timings: Partial<Timings> }
  | { ok: false; failure: Failure; timings: Partial<Timings> };

/** One tenant's connections to one origin. */
export interface Pool {
  acquire(limit: TimeLimit): Promise<Acquired>;
  /** Passes the connection to the request that waits longest, or keeps it for a while. */
  release(connection: Connection): void;
  /** Closes the connection that is idle the longest. False if none is. */
  closeIdle(): boolean;
  /** Closes idle connections now and the others when they are returned. */
  retire(): void;
}

export interface PoolOptions {
  origin: string;
  maxConnections: number;
  /** How many requests may wait for a connection. */
  maxWaiting: number;
  /**
   * The tenant's bound over all of its origins: held by each connection, from its dialling to its
   * end.
   */
  share: { take(): boolean; give(): void };
  dial: (limit: TimeLimit) => Promise<DialResult>;
  /** Called whenever no connection is left and nobody waits. */
  onEmpty: () => void;
}

// A busy connection is replaced from time to time, so that a name's new addresses are noticed and
// checked.
const maxAgeMs = 5 * 60_000;

const busy: Failure = {
  reason: "busy",
  detail: "Too many requests wait for a connection to this host already.",
};
const shareUsedUp: Failure = {
  reason: "busy",
  detail: "Too many connections of this project are in use already.",
};

export function createPool(options: PoolOptions): Pool {
  const idle: Connection[] = [];
  /** In order of arrival. Null: a place became free, the waiter dials itself. */
  const waiting = new Set<(connection: Connection | null) => void>();
  let places = options.maxConnections;
  let acquiring = 0;
  let retired = false;

  async function acquire(limit: TimeLimit): Promise<Acquired> {
    acquiring++;
    try {
      return await take(limit);
    } finally {
      acquiring--;
      tellIfEmpty();
    }
  }

  async function take(limit: TimeLimit): Promise<Acquired> {
    const timings: Partial<Timings> = {};
    let connection = takeIdle();
    if (connection === null && places === 0) {
      if (waiting.size >= options.maxWaiting) return { ok: false, failure: busy, timings };
      const started = performance.now();
      const waited = await wait(limit);
      timings.wait = performance.now() - started;
      if (waited !== null && "reason" in waited) return { ok: false, failure: waited, timings };
      connection = waited;
    } else if (connection === null) {
      if (!options.share.take()) return { ok: false, failure: shareUsedUp, timings };
      places--;
    }
    if (connection !== null) return { ok: true, connection, timings };
    const result = await options.dial(limit);
    Object.assign(timings, result.timings);
    if (!result.ok) {
      freePlace();
      return { ok: false, failure: result.failure, timings };
    }
    return { ok: true, connection: createConnection(options.origin, result, onClosed), timings };
  }

  function takeIdle(): Connection | null {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      if (!last.closed) return last;
      last.close();
    }
    return null;
  }

  /**
   * Resolves to a connection, to null with a place reserved for the caller, or to the failure of
   * its time limit.
   */
  function wait(limit: TimeLimit): Promise<Connection | Failure | null> {
    return new Promise((resolve) => {
      waiting.add(resolve);
      limit.onExpiry((expiry) => {
        if (waiting.delete(resolve)) resolve(expired(expiry, "a free connection"));
      });
    });
  }

  function release(connection: Connection): void {
    const worn = connection.closed || performance.now() - connection.openedAt > maxAgeMs;
    if (worn || (retired && waiting.size === 0)) connection.close();
    else if (!handOver(connection)) idle.push(connection);
  }

  function handOver(connection: Connection | null): boolean {
    for (const resume of waiting) {
      waiting.delete(resume);
      resume(connection);
      return true;
    }
    return false;
  }

  function onClosed(connection: Connection): void {
    const at = idle.indexOf(connection);
    if (at !== -1) idle.splice(at, 1);
    freePlace();
  }

  function freePlace(): void {
    if (handOver(null)) return;
    places++;
    options.share.give();
    tellIfEmpty();
  }

  function tellIfEmpty(): void {
    if (acquiring === 0 && places === options.maxConnections) options.onEmpty();
  }

  function closeIdle(): boolean {
    const [oldest] = idle;
    oldest?.close();
    return oldest !== undefined;
  }

  function retire(): void {
    retired = true;
    for (const connection of [...idle]) connection.close();
  }

  return { acquire, release, closeIdle, retire };
}
