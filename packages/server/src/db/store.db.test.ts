import { sql } from "kysely";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "./connection.ts";
import { openStore, type Store } from "./store.ts";
import { createTestDatabase } from "./testing/database.ts";

const log = pino({ level: "silent" });
const migrationLock = 0x63_73_69_67_01;
let url: string;
let drop: () => Promise<void>;
const stores: Store[] = [];
beforeEach(async () => {
  ({ url, drop } = await createTestDatabase());
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await drop();
});

async function open(): Promise<Store> {
  const store = await openStore({ databaseUrl: url, dataDir: "/nonexistent", log });
  stores.push(store);
  return store;
}

test("several processes may open an empty database at once", async () => {
  const all = await Promise.all([open(), open(), open()]);
  for (const store of all) {
    expect(await store.db.selectFrom("operators").selectAll().execute()).toEqual([]);
    expect(await store.ready()).toBe(true);
  }
});

test("the connection may be lost at any statement of a start, in the middle of a migration too", async () => {
  const [holder, admin] = [await connect({ url }), await connect({ url })];
  await holder.query("select pg_advisory_lock($1)", [migrationLock]);
  const opening = open();
  await losesWhileItWaits("select pg_try_advisory_lock%");
  // From here on its connections block after a migration has run and before it is recorded as applied.
  await holder.script(`
    create schema countersign;
    create table countersign.schema_migrations (
      number integer primary key, name text not null, checksum text not null,
      applied_at timestamptz not null default now(), needs integer not null default 0)`);
  await holder.query("begin");
  await holder.query("lock table countersign.schema_migrations in exclusive mode");
  await holder.query("select pg_advisory_unlock($1)", [migrationLock]);
  await losesWhileItWaits("insert into countersign.schema_migrations%");
  await losesWhileItWaits("insert into countersign.schema_migrations%");
  await holder.query("commit");
  expect(await (await opening).ready()).toBe(true);
  await Promise.all([holder.close(), admin.close()]);

  async function losesWhileItWaits(statement: string): Promise<void> {
    const terminate = async () => {
      const { rows } = await admin.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and query like $1`,
        [statement],
      );
      return rows.length;
    };
    await expect.poll(terminate).toBe(1);
  }
});

test("notifications reach listeners until they stop, and a lost connection is reported", async () => {
  const store = await open();
  const heard: string[] = [];
  const stop = await store.listen("news", (payload) => heard.push(payload));
  const notify = (payload: string) => sql`select pg_notify('news', ${payload})`.execute(store.db);
  await notify("one");
  await expect.poll(() => heard).toEqual(["one"]);

  const admin = await connect({ url });
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'countersign listener' and datname = current_database()`,
  );
  await admin.close();
  await expect.poll(() => heard).toEqual(["one", ""]);
  await notify("two");
  await expect.poll(() => heard).toEqual(["one", "", "two"]);

  await stop();
  await notify("three");
  const again: string[] = [];
  await store.listen("news", (payload) => again.push(payload));
  await notify("four");
  await expect.poll(() => again).toEqual(["four"]);
  expect(heard).toEqual(["one", "", "two"]);
});

test("maintain makes the partitions of the days to come", async () => {
  const store = await open();
  await store.maintain(Date.parse("2033-01-01T00:00:00Z"));
  const { rows } = await sql`select to_regclass('events_2033_01_04') is not null as made`.execute(store.db);
  expect(rows).toEqual([{ made: true }]);
});
