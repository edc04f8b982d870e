import { expect, test } from "vitest";
import { foreignTables } from "./owned-tables.ts";

test("only delivery/queue names the queue's table, in SQL or in Kysely", () => {
  const sql = "delete from delivery_queue where delivery_id = 1";
  const kysely = 'db.selectFrom("deliveryQueue")';
  const of = (file: string, text: string) => foreignTables(`packages/server/src/${file}`, text).length;
  expect([of("events/write.ts", sql), of("delivery/cancel/for-webhook.ts", kysely)]).toEqual([1, 1]);
  expect([of("delivery/queue/claim.ts", sql), of("delivery/cancel/cancelled.db.test.ts", kysely)]).toEqual([
    0, 0,
  ]);
  expect(of("delivery/metrics.ts", 'name: "countersign_delivery_queue_depth"')).toBe(0);
});
