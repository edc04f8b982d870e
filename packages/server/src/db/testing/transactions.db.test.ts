import { beforeAll, expect, test } from "vitest";
import { createPool } from "../pool.ts";
import { type Db, inTransaction } from "../transaction.ts";
import { testDatabase } from "./database.ts";
import { createWatchedDb, type WatchedDb } from "./transactions.ts";

let watched: WatchedDb;
beforeAll(async () => {
  const { url } = await testDatabase();
  watched = createWatchedDb(createPool({ url: () => url, size: 2 }));
  return () => watched.db.destroy();
});

const ask = (db: Db) => db.selectFrom("keyScopes").select("id").execute();

test("a second connection is refused inside a transaction, and the breach is kept", async () => {
  const { db, breaches } = watched;
  await inTransaction(db, async (tx) => {
    await ask(tx);
    await expect(ask(db)).rejects.toThrow("second connection");
    await expect(inTransaction(db, ask)).rejects.toThrow("second connection");
  });
  expect(breaches).toHaveLength(2);
  expect(breaches.map(({ cause }) => cause instanceof Error && cause.stack)).toEqual(
    breaches.map(() => expect.stringContaining(import.meta.filename)),
  );
});

test("code outside, next to or after a transaction is not affected by it", async () => {
  const before = watched.breaches.length;
  const { db, outside } = watched;
  const later = Promise.withResolvers<void>();
  let after: Promise<unknown> | undefined;
  await Promise.all([
    inTransaction(db, async (tx) => {
      after = later.promise.then(() => ask(db));
      await inTransaction(tx, ask);
      await outside(() => ask(db));
    }),
    ask(db),
  ]);
  later.resolve();
  await after;
  expect(watched.breaches).toHaveLength(before);
});
