import { AsyncLocalStorage } from "node:async_hooks";
import type { Connection } from "./connection.ts";
import { DatabaseError, poolBusy } from "./database-error.ts";
import type { Pool } from "./pool.ts";

const maxWaiting = 1000;
const maxWaitMs = 5000;

const current = new AsyncLocalStorage<string | undefined>();

/** Runs the work on one share of the connections, usually its project's. */
export function withShare<T>(share: string, work: () => T): T {
  return current.run(share, work);
}

/**
 * Runs the work on no share: work for several callers must not wait behind the work of one of them.
 */
export function withoutShare<T>(work: () => T): T {
  return current.run(undefined, work);
}

/**
 * The pool, with at most `maxPerShare` connections per share at a time: further callers wait, in order and
 * for five seconds at most, and take no connection from other shares. Work on no share is not
 * limited.
 */
export function sharePool(pool: Pool, maxPerShare: number): Pool {
  interface Share {
    held: number;
    waiting: Set<() => void>;
  }
  const shares = new Map<string, Share>();
  const holders = new Map<Connection, string>();

  function enter(name: string): Promise<void> | undefined {
    const share = shares.get(name) ?? { held: 0, waiting: new Set() };
    shares.set(name, share);
    if (share.held < maxPerShare) {
      share.held++;
      return undefined;
    }
    if (share.waiting.size >= maxWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        share.waiting.delete(go);
        reject(busy());
      }, maxWaitMs);
      share.waiting.add(go);
    });
  }

  /** Passes the slot to the caller that has waited longest. */
  function leave(name: string): void {
    const share = shares.get(name);
    if (share === undefined) return;
    for (const next of share.waiting) {
      share.waiting.delete(next);
      next();
      return;
    }
    share.held--;
    if (share.held === 0) shares.delete(name);
  }

  return {
    ...pool,
    async acquire(...terms) {
      const name = current.getStore();
      if (name === undefined) return pool.acquire(...terms);
      await enter(name);
      try {
        const connection = await pool.acquire(...terms);
        holders.set(connection, name);
        return connection;
      } catch (error) {
        leave(name);
        throw error;
      }
    },
    release(connection) {
      const name = holders.get(connection);
      holders.delete(connection);
      pool.release(connection);
      if (name !== undefined) leave(name);
    },
  };
}

function busy(): DatabaseError {
  return new DatabaseError("too many calls of one project wait for a connection", poolBusy);
}
