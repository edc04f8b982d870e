import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createBells, localBells, wake } from "./bells.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { inTransaction } from "./transaction.ts";

let database: TestDatabase;
const heard: string[] = [];
let end: () => Promise<void>;
beforeAll(async () => {
  database = await testDatabase();
  end = await database.listen("news", (payload) => heard.push(payload));
});
afterAll(() => end());

test("wakes after the commit, once for all that a transaction wakes, and not if it is rolled back", async () => {
  const failed = inTransaction(database.db, async (tx) => {
    wake(tx, "news");
    throw new Error("rolled back");
  });
  await expect(failed).rejects.toThrow("rolled back");
  await inTransaction(database.db, async (tx) => {
    for (let n = 0; n < 5; n++) wake(tx, "news");
    await sql`select pg_notify('news', 'committed')`.execute(tx);
  });
  await vi.waitFor(() => expect(heard).toEqual(["committed", ""]));
});

test("a bell that can't be rung is rung once the store is back", async () => {
  const { url } = database;
  let address = url.replace(/[^/]*$/, "no_such_database");
  const bells = createBells(() => address);
  heard.length = 0;
  bells.ring("news");
  await new Promise((resolve) => setImmediate(resolve));
  address = url;
  await vi.waitFor(() => expect(heard).toEqual([""]));
  await bells.close();
});

test("a store of one process calls its own listeners", async () => {
  const call = vi.fn();
  const bells = localBells(call);
  bells.ring("news");
  expect(call).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(call).toHaveBeenCalledExactlyOnceWith("news"));
});
