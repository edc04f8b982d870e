import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.array(fc.option(values));
// Postgres holds no NUL, and a text has no halves of characters.
const text = fc.string({ unit: "binary" }).map((one) => one.replaceAll("\0", "").toWellFormed());
const time = fc.date({
  min: new Date("1970-01-01T00:00:00Z"),
  max: new Date("9999-12-31"),
  noInvalidDate: true,
});
const arrays = {
  text: orNull(fc.oneof(text, fc.constantFrom("", "NULL", "null", "{}", 'a"b', "\\", ",", " "))),
  bytea: orNull(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
  integer: orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  boolean: orNull(fc.boolean()),
  date: orNull(time.map((one) => one.toISOString().slice(0, 10))),
  timestamptz: orNull(time),
};

test.each(Object.entries(arrays))("an array of %s comes back as it was sent", async (type, values) => {
  await fc.assert(
    fc.asyncProperty(values as fc.Arbitrary<unknown[]>, async (sent) => {
      const { rows } = await sql<{ back: unknown[]; count: number }>`
        select a as back, cardinality(a) as count from (select ${sent}::${sql.raw(type)}[] as a) as one
      `.execute(database.db);
      expect(rows[0]).toEqual({ back: sent, count: sent.length });
    }),
    { numRuns: 50 },
  );
});
