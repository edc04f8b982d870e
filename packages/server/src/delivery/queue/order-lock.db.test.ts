import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { lockOrder, maxOrderLocks } from "./order-lock.ts";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});

const keysOf = (subjects: readonly string[], webhook = "whk_a") =>
  subjects.map((fifoKey) => ({ webhookId: webhook as WebhookId, fifoKey }));
const subjects = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `subject-${from + n}`);

async function locksOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

test("however many subjects a transaction is about, its locks are bounded", async () => {
  await inTransaction(db, async (tx) => {
    await lockOrder(tx, keysOf(subjects(40_000)));
    await lockOrder(tx, keysOf(subjects(40_000, 40_000), "whk_b"));
    expect(await locksOf(tx)).toBeLessThanOrEqual(maxOrderLocks);
  });
});

test("a subject has one lock over all webhooks", async () => {
  await inTransaction(db, async (tx) => {
    for (const webhook of ["whk_a", "whk_b", "whk_c"]) await lockOrder(tx, keysOf(["one"], webhook));
    expect(await locksOf(tx)).toBe(1);
  });
});

test("callers with the same subjects in other orders don't deadlock", async () => {
  const all = subjects(3000);
  const counts = await Promise.all(
    [all, all.toReversed(), all.slice(1500), all.slice(0, 1500).reverse()].map((some) =>
      inTransaction(db, async (tx) => {
        await lockOrder(tx, keysOf(some));
        return locksOf(tx);
      }),
    ),
  );
  expect(Math.min(...counts)).toBeGreaterThan(0);
});
