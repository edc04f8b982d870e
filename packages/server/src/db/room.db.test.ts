import { rmSync, symlinkSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { connect } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";
import { createDb } from "./dialect.ts";
import { createPool } from "./pool.ts";
import { createRoom } from "./room.ts";
import { testDatabase } from "./testing/database.ts";

test("a disk that is full is unavailability, until a write has room again", async () => {
  const { url } = await testDatabase();
  const room = createRoom(null);
  const terms = { waitMs: 5000, statementMs: 10_000 };
  const db = createDb(createPool({ url: () => url, size: 1, terms, onFailure: room.note }));
  const probe = await connect({ url });
  expect(await room.usage()).toEqual({ full: 0, freeBytes: null });

  // The table's file is replaced by /dev/full: every write fails because there is no space.
  await sql`create table public.full_one (number integer)`.execute(db);
  const { rows } = await sql<{ file: string }>`
    select current_setting('data_directory') || '/' || pg_relation_filepath('public.full_one') as file`.execute(
    db,
  );
  const file = rows[0]?.file ?? "";
  rmSync(file);
  symlinkSync("/dev/full", file);
  const second = createDb(createPool({ url: () => url, size: 1, terms, onFailure: room.note }));
  const error: unknown = await sql`insert into public.full_one values (1)`
    .execute(second)
    .catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "53100" });
  expect(isUnavailable(error)).toBe(true);
  expect(await room.usage()).toMatchObject({ full: 1 });

  expect(await room.check(probe)).toBe(true);
  expect(await room.usage()).toMatchObject({ full: 0 });
  await Promise.all([probe.close(), db.destroy(), second.destroy()]);
});

test("reports the free space if the disk is this machine's", async () => {
  const { freeBytes, full } = await createRoom(import.meta.dirname).usage();
  expect(freeBytes).toBeGreaterThan(0);
  expect(full).toBe(Number(freeBytes) < 8 * 1024 * 1024 ? 1 : 0);
});
