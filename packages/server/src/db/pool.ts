import { type Connection, connect } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";

export interface PoolOptions {
  url: () => string;
  size: number;
  /** How long a caller waits for a database that doesn't accept connections; 5 s unless told. */
  patienceMs?: number;
}

/** How busy a pool is at this moment. */
export interface PoolUsage {
  /** Connections that are open or being opened. */
  open: number;
  idle: number;
  /** Callers that wait for one. */
  waiting: number;
}

export interface Pool {
  acquire(): Promise<Connection>;
  release(connection: Connection): void;
  usage(): PoolUsage;
  /** Waits for what is out, then closes all. */
  end(): Promise<void>;
}

const lifetimeMs = 45 * 60_000;
const firstPauseMs = 20;
const longestPauseMs = 500;

/**
 * Connections for whoever needs one next. A connection that broke is replaced when it's needed, and a caller
 * who needs one while the database restarts waits for it instead of failing.
 */
export function createPool(options: PoolOptions): Pool {
  const idle: Connection[] = [];
  const waiting: { resolve: (connection: Connection) => void; reject: (error: unknown) => void }[] = [];
  let open = 0;
  let ended: (() => void) | undefined;

  return {
    acquire() {
      if (ended) return Promise.reject(new Error("the connection pool is closed"));
      for (let next = idle.pop(); next; next = idle.pop()) {
        if (!next.closed) return Promise.resolve(next);
        open--;
      }
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        openIfNeeded();
      });
    },
    release(connection) {
      if (!connection.closed && !ended && Date.now() - connection.openedAt < lifetimeMs) {
        const next = waiting.shift();
        if (next) next.resolve(connection);
        else idle.push(connection);
        return;
      }
      void discard(connection);
    },
    usage: () => ({ open, idle: idle.length, waiting: waiting.length }),
    async end() {
      const done = new Promise<void>((resolve) => {
        ended = resolve;
      });
      await Promise.all(idle.splice(0).map(discard));
      if (open > 0) await done;
    },
  };

  function openIfNeeded(): void {
    if (waiting.length === 0 || open >= options.size) return;
    open++;
    connectPatiently().then(
      (connection) => {
        const next = waiting.shift();
        if (next) next.resolve(connection);
        else if (ended) void discard(connection);
        else idle.push(connection);
      },
      (error: unknown) => {
        open--;
        waiting.shift()?.reject(error);
        openIfNeeded();
        if (open === 0) ended?.();
      },
    );
  }

  async function discard(connection: Connection): Promise<void> {
    await connection.close().catch(() => {});
    open--;
    openIfNeeded();
    if (open === 0) ended?.();
  }

  async function connectPatiently(): Promise<Connection> {
    const deadline = Date.now() + (options.patienceMs ?? 5000);
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        return await connect({ url: options.url() });
      } catch (error) {
        if (ended || !isUnavailable(error) || Date.now() + pause > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}
