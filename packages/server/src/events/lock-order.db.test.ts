import { randomBytes } from "node:crypto";
import { catalog, newId, type ProjectId, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, expect, test } from "vitest";
import { type Db, inTransaction, type Tx } from "../db/index.ts";
import { testDatabase } from "../db/testing.ts";
import { createProject } from "../projects/index.ts";
import { createKeyring, type Keyring, verifyMasterKey } from "../sealing/index.ts";
import { lockOrder, maxOrderLocks } from "./lock-order.ts";
import { createRecorder } from "./recorder.ts";

const operator = { kind: "operator", id: "operator-token", name: "test" } as const;
const random = (bytes: number) => randomBytes(bytes);
let db: Db;
let keyring: Keyring;
let projectId: ProjectId;
beforeAll(async () => {
  ({ db } = await testDatabase());
  keyring = createKeyring({ masterKey: random(32), random });
  await verifyMasterKey(db, keyring);
  const deps = { clock: Date.now, random, keyring };
  const { project } = await inTransaction(db, (tx) =>
    createProject(deps, tx, { name: "Shop", mode: "test" }, operator),
  );
  projectId = project.id;
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

test("10,001 subjects in one call to two webhooks in strict order are recorded", {
  timeout: 180_000,
}, async () => {
  for (const name of ["a", "b"]) {
    await db
      .insertInto("webhooks")
      .values({
        id: newId("webhook", Date.now, random),
        projectId,
        kind: "configured",
        name,
        url: `https://${name}.example`,
        eventTypes: ["check.outcome"],
        dialect: "able-id",
        retry: { delaysMs: [] },
        timeoutMs: 1000,
        fifo: "subject",
      })
      .execute();
  }
  const log = pino({ enabled: false });
  const recorder = createRecorder({ db, clock: Date.now, random, keyring, log });
  const payload = catalog["check.outcome"].example;
  const event = { projectId, type: "check.outcome" as const, keyId: projectId as string, payload };
  const recorded = await recorder.record(subjects(10_001).map((subject) => ({ ...event, subject })));
  expect(recorded.kind).toBe("recorded");
  const { rows } = await sql<{ count: number }>`
    select count(distinct fifo_key)::integer as count from delivery_queue where due_at <> 'infinity'
  `.execute(db);
  expect(rows).toEqual([{ count: 10_001 }]);
});
