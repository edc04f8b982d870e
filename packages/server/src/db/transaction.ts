import type { Kysely, Transaction } from "kysely";
import { DatabaseError, isConflict, staleStatement } from "./database-error.ts";
import type { Schema } from "./schema.ts";
import { withoutShare } from "./shares.ts";

export type Db = Kysely<Schema>;
export type Tx = Transaction<Schema>;

/** Two that lock the same rows in opposite orders rarely collide again; three times in a row means a bug elsewhere. */
const maxTries = 3;
/** A migration makes the statements of every connection stale, and each try may meet another connection. */
const maxStaleTries = 50;
const hooksOf = new WeakMap<Db, (() => void)[]>();
const awaitedOf = new WeakMap<Db, (() => Promise<void>)[]>();
const pools = new WeakMap<Db, Db>();

/**
 * Runs the work in one transaction: committed when its promise is fulfilled, rolled back when it is
 * rejected. Given a transaction, the work joins it. Hooks that the work gave to `afterCommit` run once the
 * commit is durable and before this promise is fulfilled.
 *
 * Where Postgres rolled it back because of another transaction (a deadlock) or a migration, the work runs again from its beginning, so
 * what it changes outside of the database must not depend on how often it ran.
 *
 * The work must use nothing but `tx`: it holds a connection, and if it waits for another one, directly or not, as many
 * callers as there are connections deadlock. Test databases refuse a second connection.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTransaction(db)) return work(db);
  for (let tries = 1, staleTries = 1; ; ) {
    const hooks: (() => void)[] = [];
    const awaited: (() => Promise<void>)[] = [];
    try {
      const result = await db.transaction().execute((tx) => {
        hooksOf.set(tx, hooks);
        awaitedOf.set(tx, awaited);
        pools.set(tx, db);
        return work(tx);
      });
      // What a hook starts may outlive the call and serve others: it is on no share.
      if (hooks.length > 0) withoutShare(() => hooks.forEach(runIsolated));
      for (const hook of awaited) await hook();
      return result;
    } catch (error) {
      if (!isConflict(error)) throw error;
      const isStale = error instanceof DatabaseError && error.code === staleStatement;
      if (isStale ? staleTries++ === maxStaleTries : tries++ === maxTries) throw error;
    }
  }
}

/**
 * Calls the hook after the transaction of `inTransaction` has committed; never if it is rolled back. An error
 * of the hook affects neither the caller nor the other hooks: the work is already durable.
 */
export function afterCommit(tx: Tx, hook: () => void): void {
  const hooks = hooksOf.get(tx);
  if (!hooks) throw new Error("afterCommit needs a transaction that inTransaction has opened");
  hooks.push(hook);
}

/**
 * As `afterCommit`, but the promise of `inTransaction` is fulfilled only once the hook's is. It must not reject: the work
 * is already durable.
 */
export function awaitAfterCommit(tx: Tx, hook: () => Promise<void>): void {
  const hooks = awaitedOf.get(tx);
  if (!hooks) throw new Error("awaitAfterCommit needs a transaction that inTransaction has opened");
  hooks.push(hook);
}

export function isTransaction(db: Db): db is Tx {
  return db.isTransaction;
}

/** The pool that a transaction of `inTransaction` runs on; a pool itself. */
export function poolOf(db: Db): Db {
  return pools.get(db) ?? db;
}

function runIsolated(hook: () => void): void {
  try {
    hook();
  } catch (error) {
    // The message may quote data, so only the kind of error and the place are logged.
    const frames =
      error instanceof Error ? error.stack?.split("\n").filter((line) => /^\s+at /.test(line)) : [];
    const name = error instanceof Error ? error.name : typeof error;
    process.emitWarning(`An afterCommit hook failed: ${name}\n${frames?.join("\n") ?? ""}`);
  }
}
