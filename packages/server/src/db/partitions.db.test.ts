import type { EventId } from "@countersign/wire";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { ensurePartitions } from "./partitions.ts";
import { createTestDatabase, testDatabase } from "./testing/database.ts";
import type { Db } from "./transaction.ts";

// Far from the days for which the template already has partitions.
const now = Date.parse("2031-05-10T12:00:00Z");
let db: Db;
let url: string;
let connection: Connection;
beforeAll(async () => {
  ({ db, url } = await testDatabase());
});
beforeEach(async () => {
  connection = await connect({ url });
  return () => connection.close();
});

const add = (day: string, eventId: EventId) =>
  db
    .insertInto("messages")
    .values({ day, eventId, encoding: "standard", contentType: "a/b", keyId: "k", bodySealed: Buffer.of(1) })
    .execute();

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = to_regclass($1) order by 1",
    [table],
  );
  return rows.map(({ name }) => name).filter((name) => name.includes("_2031_"));
}

describe("daily partitions", () => {
  test("are made from yesterday to three days ahead, by several processes at once", async () => {
    const others = await Promise.all(Array.from({ length: 4 }, () => connect({ url })));
    await Promise.all(others.map((other) => ensurePartitions(other, now)));
    await Promise.all(others.map((other) => other.close()));
    for (const table of ["events", "messages", "deliveries", "attempts"]) {
      const days = ["09", "10", "11", "12", "13"].map((day) => `${table}_2031_05_${day}`);
      expect(await partitionsOf(table)).toEqual(days);
    }
    await add("2031-05-10", "evt_1" as EventId);
    const { rows } = await connection.query("select event_id from messages_2031_05_10");
    expect(rows).toEqual([{ eventId: "evt_1" }]);
  });

  test("a day that already has rows in the default partition stays there", async () => {
    const later = Date.parse("2031-06-10T12:00:00Z");
    await add("2031-06-11", "evt_2" as EventId);
    await ensurePartitions(connection, later);
    expect(await partitionsOf("messages")).not.toContain("messages_2031_06_11");
    expect(await partitionsOf("messages")).toContain("messages_2031_06_12");
    const found = await db.selectFrom("messages").select("day").where("day", "=", "2031-06-11").execute();
    expect(found).toEqual([{ day: "2031-06-11" }]);
  });

  test("need the migrated tables", async () => {
    const empty = await createTestDatabase();
    const other = await connect({ url: empty.url });
    await expect(ensurePartitions(other, now)).rejects.toThrow("does not exist");
    await other.close();
    await empty.drop();
  });
});
