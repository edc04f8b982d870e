import { sql } from "kysely";
import { pino } from "pino";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing/database.ts";
import { scrub } from "./scrub.ts";

let db: TestDatabase["db"];
beforeAll(async () => {
  ({ db } = await testDatabase());
});

const recycling = async () =>
  (await sql<{ value: string }>`select current_setting('wal_recycle') as value`.execute(db)).rows[0]?.value;

test("what a process that was killed while it cleared the log left off is on again after the next run", async () => {
  onTestFinished(async () => {
    await sql`alter system reset wal_recycle`.execute(db);
    await sql`select pg_reload_conf()`.execute(db);
  });
  await sql`alter system set wal_recycle = off`.execute(db);
  await sql`select pg_reload_conf()`.execute(db);
  await expect.poll(recycling).toBe("off");
  const deps = { db, log: pino({ level: "silent" }) };

  expect(await scrub({ ...deps, ownsDatabase: false })).toBe("nothing");
  expect(await recycling()).toBe("off");
  expect(await scrub({ ...deps, ownsDatabase: true })).toBe("nothing");
  await expect.poll(recycling).toBe("on");
});
