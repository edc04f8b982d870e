import { AsyncLocalStorage } from "node:async_hooks";
import { createDb } from "../dialect.ts";
import type { Pool } from "../pool.ts";
import type { Db, Tx } from "../transaction.ts";

/** A database that watches over the rule that inside a transaction nothing but its `tx` is asked. */
export interface WatchedDb {
  db: Db;
  /** What broke the rule so far, as thrown; the cause says where the transaction began. */
  breaches: readonly Error[];
  /** For a test that looks at an open transaction from outside, within the transaction's own code. */
  outside<T>(look: () => Promise<T>): Promise<T>;
}

/**
 * Callers that hold a connection each and want a second one wait for each other for good, once they are as many as
 * the pool's connections. So code that runs in a transaction and asks the pool for a connection is refused it.
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
