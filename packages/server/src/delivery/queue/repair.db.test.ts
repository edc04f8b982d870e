import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import type { Db } from "../../db/index.ts";
import { testDatabase } from "../../db/testing/database.ts";
import { releaseOrphans } from "./repair.ts";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});

test("what a dead process had leased comes due at once; what waits for its time goes on waiting", async () => {
  await sql`
    insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at, claim, leased_until) values
      ('dlv_leased', '2026-03-01', 'whk_a', '2026-03-01T11:59:55Z', 'clm_dead', '2026-03-01T12:00:25Z'),
      ('dlv_retrying', '2026-03-01', 'whk_a', '2026-03-01T13:00:00Z', null, null),
      ('dlv_behind', '2026-03-01', 'whk_a', 'infinity', null, null)
  `.execute(db);
  expect(await releaseOrphans(db)).toBe(1);
  const { rows } = await sql<{ deliveryId: string; due: string; claim: string | null }>`
    select delivery_id, due_at::text as due, claim from delivery_queue order by due_at
  `.execute(db);
  expect(rows).toEqual([
    { deliveryId: "dlv_leased", due: "2026-03-01 11:59:55+00", claim: null },
    { deliveryId: "dlv_retrying", due: "2026-03-01 13:00:00+00", claim: null },
    { deliveryId: "dlv_behind", due: "infinity", claim: null },
  ]);
});
