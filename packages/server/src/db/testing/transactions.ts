import { AsyncLocalStorage } from "node:async_hooks";
import { createDb } from "../dialect.ts";
import type { Pool } from "../pool.ts";
import type { Db, Tx } from "../transaction.ts";

/** A database that enforces the rule that code inside a transaction uses nothing but its `tx`. */
export interface WatchedDb {
  db: Db;
  /** The violations so far, as thrown; the cause says where the transaction began. */
  breaches: readonly Error[];
  /** For a test that looks at an open transaction from outside, within the transaction's own code. */
  outside<T>(look: () => Promise<T>): Promise<T>;
}

/**
 * Callers that each hold a connection and request a second one deadlock once there are as many of them as connections.
 * So code that runs in a transaction and requests a connection from the pool gets an error.
 */
export function createWatchedDb(pool: Pool): WatchedDb {
  // Kysely's own frames fill the ten that are kept by default.
  Error.stackTraceLimit = 50;
  const within = new AsyncLocalStorage<{ open: boolean; begun: Error } | undefined>();
  const breaches: Error[] = [];
  const db = createDb({
    ...pool,
    acquire(terms) {
      const transaction = within.getStore();
      if (!transaction?.open) return pool.acquire(terms);
      const cause = transaction.begun;
      const breach = new Error("a second connection was asked for inside a transaction", { cause });
      breaches.push(breach);
      return Promise.reject(breach);
    },
  });
  const begin = db.transaction.bind(db);
  db.transaction = () => {
    const builder = begin();
    const execute = builder.execute.bind(builder);
    builder.execute = async <T>(work: (tx: Tx) => Promise<T>) => {
      const transaction = { open: true, begun: new Error("the transaction began here") };
      try {
        return await execute((tx) => within.run(transaction, () => work(tx)));
      } finally {
        transaction.open = false;
      }
    };
    return builder;
  };
  return { db, breaches, outside: (look) => within.run(undefined, look) };
}
