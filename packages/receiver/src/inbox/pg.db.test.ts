import pg from "pg";
import { expect, onTestFinished, test } from "vitest";
import { pgInbox } from "./pg.ts";
import { inboxConformance } from "./testing/conformance.ts";
import { databaseForTest } from "./testing/database.ts";

async function poolForTest(connectionString: string): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on("error", () => {});
  onTestFinished(() => pool.end());
  return pool;
}

inboxConformance(async () => {
  const url = await databaseForTest();
  const [pool, otherPool] = [await poolForTest(url), await poolForTest(url)];
  const inbox = pgInbox(pool);
  await inbox.createTables();
  await inbox.createTables();
  await pool.query("create table notes (text text)");
  return {
    inbox,
    other: pgInbox(otherPool),
    write: async (tx, note) => void (await tx.query("insert into notes values ($1)", [note])),
    notes: async () => (await pool.query("select text from notes")).rows.map(({ text }) => text),
  };
});

test("a handler whose connection is cut off leaves nothing, and the pool goes on", async () => {
  const pool = await poolForTest(await databaseForTest());
  const inbox = pgInbox(pool);
  await inbox.createTables();
  const cut = inbox.once("evt_1", async ({ tx }) => {
    const { rows } = await tx.query("select pg_backend_pid() as pid");
    await pool.query("select pg_terminate_backend($1)", [rows[0].pid]);
    await tx.query("select 1");
  });
  await expect(cut).rejects.toThrow();
  expect(await inbox.once("evt_1", async () => 1)).toEqual({ duplicate: false, result: 1 });
});

test("forgets what is older than asked for; inboxes of other names are not touched", async () => {
  const pool = await poolForTest(await databaseForTest());
  const [inbox, crm] = [pgInbox(pool), pgInbox(pool, { name: "crm" })];
  await inbox.createTables();
  for (const each of [inbox, crm]) expect((await each.once("evt_1", async () => {})).duplicate).toBe(false);
  await pool.query("update countersign_inbox set taken_at = now() - interval '31 days'");
  await inbox.once("evt_2", async () => {});
  expect([await inbox.forget(30), await inbox.forget(30)]).toEqual([1, 0]);
  expect((await crm.once("evt_1", async () => {})).duplicate).toBe(true);
});
