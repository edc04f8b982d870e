import { type Connection, connect } from "./connection.ts";
import { DatabaseError, isUnavailable, poolBusy } from "./database-error.ts";

/** How long a caller waits, in milliseconds. */
export interface Terms {
  /** For a connection. */
  waitMs: number;
  /** For the result of one statement; a large statement gets more. */
  statementMs: number;
}

export interface PoolOptions {
  url: () => string;
  size: number;
  /** The default terms of callers; 5 s for a connection and 8 s for a statement by default. */
  terms?: Terms;
  /** Called with the error of each statement that fails. */
  onFailure?: (error: unknown) => void;
  /** Maximum number of waiting callers; 2,000 by default. */
  maxWaiting?: number;
}

/** How busy a pool is at this moment. */
export interface PoolUsage {
  /** Connections that are open or being opened. */
  open: number;
  idle: number;
  /** Callers that wait for one. */
  waiting: number;
  /** Number of statements so far that took too long and whose connections were dropped. */
  timeouts: number;
}

export interface Pool {
  /** Rejects with a `DatabaseError` that `isUnavailable` if none is free in time, or too many callers wait already. */
  acquire(terms?: Terms): Promise<Connection>;
  release(connection: Connection): void;
  usage(): PoolUsage;
  /**
   * The process stops: from now on nobody waits for a connection longer than by default, those who wait already included,
   * and for half a second while none can be opened.
   */
  hurry(): void;
  /** Waits until all connections are returned, then closes them. */
  end(): Promise<void>;
}

interface Waiting {
  resolve: (connection: Connection) => void;
  reject: (error: unknown) => void;
  terms: Terms;
  until: number;
}

const defaultTerms: Terms = { waitMs: 5000, statementMs: 8000 };
const defaultMaxWaiting = 2000;
const lifetimeMs = 45 * 60_000;
const firstPauseMs = 20;
const maxPauseMs = 500;
/** While the server is known not to respond, or a process stops without a store, no caller waits longer than this. */
const waitForSilentMs = 500;
const sweepMs = 200;
/** How long the server may take to respond to a ping. */
const proofMs = 1000;

/**
 * A pool of connections. A broken connection is replaced when it is needed, and a caller that needs one while the database
 * restarts waits for it instead of failing.
 *
 * A server that doesn't respond (its machine is cut off, its processes are suspended) blocks no
 * caller for longer than the terms: the connection is dropped, and idle ones are pinged before use.
 * Until one responds, or one can be opened, callers are refused early, and one connection at a time
 * is tried.
 */
export function createPool(options: PoolOptions): Pool {
  const { terms: usual = defaultTerms, maxWaiting = defaultMaxWaiting } = options;
  const all = new Set<Connection>();
  const idle: Connection[] = [];
  let waiting: Waiting[] = [];
  let open = 0;
  let opening = 0;
  let timeouts = 0;
  let silent = false;
  let hurried = false;
  let failure: unknown;
  let ended: (() => void) | undefined;
  const sweep = setInterval(dropOverdue, Math.max(5, Math.min(sweepMs, usual.waitMs / 4)));
  sweep.unref();

  return {
    acquire(terms = usual) {
      if (ended) return Promise.reject(new Error("the connection pool is closed"));
      for (let next = idle.pop(); next; next = idle.pop()) {
        if (next.closed) forget(next);
        else {
          next.timeoutMs = terms.statementMs;
          return Promise.resolve(next);
        }
      }
      if (waiting.length >= maxWaiting) return Promise.reject(busy("too many callers wait for a connection"));
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject, terms, until: performance.now() + longest(terms) });
        openIfNeeded();
      });
    },
    release(connection) {
      if (!connection.closed && !ended && performance.now() - connection.openedAt < lifetimeMs)
        give(connection);
      else void discard(connection);
    },
    hurry() {
      hurried = true;
      const now = performance.now();
      for (const each of waiting) each.until = Math.min(each.until, now + longest(each.terms));
    },
    usage: () => ({ open, idle: idle.length, waiting: waiting.length, timeouts }),
    async end() {
      const done = new Promise<void>((resolve) => {
        ended = resolve;
      });
      await Promise.all(idle.splice(0).map(discard));
      if (open > 0) await done;
      clearInterval(sweep);
    },
  };

  function longest({ waitMs }: Terms): number {
    if (silent || (hurried && failure !== undefined)) return Math.min(waitMs, waitForSilentMs);
    return hurried ? Math.min(waitMs, usual.waitMs) : waitMs;
  }

  function give(connection: Connection): void {
    const next = waiting.shift();
    if (next === undefined) return void idle.push(connection);
    connection.timeoutMs = next.terms.statementMs;
    next.resolve(connection);
  }

  function openIfNeeded(): void {
    while (open < options.size && opening < (failure === undefined ? waiting.length : 1)) {
      if (waiting.length === 0) return;
      open++;
      opening++;
      void openOne();
    }
  }

  /** Tries until it succeeds, no caller waits any more, or another attempt is under way after a failure. */
  async function openOne(): Promise<void> {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, maxPauseMs)) {
      try {
        const connection = await connect({
          url: options.url(),
          connectTimeoutMs: usual.waitMs,
          ...(options.onFailure && { onFailure: options.onFailure }),
        });
        opening--;
        failure = undefined;
        silent = false;
        all.add(connection);
        if (ended && waiting.length === 0) void discard(connection);
        else give(connection);
        openIfNeeded();
        return;
      } catch (error) {
        failure = error;
        if (error instanceof DatabaseError && error.code === "CONNECT_TIMEOUT") silent = true;
        if (!isUnavailable(error)) for (const each of waiting.splice(0)) each.reject(error);
      }
      if (waiting.length === 0 || opening > 1) break;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    opening--;
    open--;
    openIfNeeded();
    if (open === 0) ended?.();
  }

  /** Gives an idle connection to the next caller only if the server still responds on it. */
  async function prove(connection: Connection): Promise<void> {
    connection.timeoutMs = proofMs;
    try {
      await connection.query("select 1");
      silent = false;
      if (ended) await discard(connection);
      else give(connection);
    } catch {
      await discard(connection);
    }
  }

  async function discard(connection: Connection): Promise<void> {
    await connection.close().catch(() => {});
    forget(connection);
    openIfNeeded();
    if (open === 0) ended?.();
  }

  function forget(connection: Connection): void {
    all.delete(connection);
    open--;
  }

  function dropOverdue(): void {
    const now = performance.now();
    let dropped = 0;
    for (const connection of all) if (connection.dropIfOverdue(now)) dropped++;
    if (dropped > 0) {
      timeouts += dropped;
      silent = true;
      for (const connection of idle.splice(0)) void prove(connection);
    }
    if (!waiting.some(({ until }) => until <= now)) return;
    const late = waiting.filter(({ until }) => until <= now);
    waiting = waiting.filter(({ until }) => until > now);
    for (const each of late) each.reject(failure ?? busy("no connection became free in time"));
  }
}

function busy(message: string): DatabaseError {
  return new DatabaseError(message, poolBusy);
}
