import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "./db/index.ts";
import { testDatabase } from "./db/testing/database.ts";
import { warmUp } from "./warm-up.ts";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});

test("the statements on the way of an event are prepared on four connections, and nothing is written", async () => {
  const assigned = async () => {
    const { rows } = await sql<{ next: string }>`
      select pg_snapshot_xmax(pg_current_snapshot())::text as next
    `.execute(db);
    return rows[0]?.next;
  };
  const before = await assigned();
  await warmUp(db);
  expect(await assigned()).toBe(before);
  const counted = await Promise.all(
    Array.from({ length: 4 }, () =>
      sql<{ pid: number; prepared: number }>`
        select pg_backend_pid() as pid, count(*) filter (where statement ~ 'new_events|delivery_queue q|octet_length')::integer as prepared
        from pg_prepared_statements where statement !~ 'pg_prepared_statements'
      `.execute(db),
    ),
  );
  const found = counted.flatMap(({ rows }) => rows);
  expect(new Set(found.map(({ pid }) => pid)).size).toBe(4);
  for (const { prepared } of found) expect(prepared).toBe(3);
});
