import fc from "fast-check";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { bigints, booleans, byteas, days, integers, texts, times } from "./driver/binary-arrays.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.array(fc.option(values));
// Postgres stores no NUL, and a text contains no lone surrogates.
const text = fc.string({ unit: "binary" }).map((one) => one.replaceAll("\0", "").toWellFormed());
const time = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });

const kinds = {
  text: {
    values: orNull(fc.oneof(text, fc.constantFrom("", "NULL", "null", "{}", 'a"b', "\\", ",", " "))),
    pack: texts,
  },
  bytea: {
    values: orNull(
      fc.oneof(
        fc.uint8Array().map((bytes) => Buffer.from(bytes)),
        fc.integer({ min: 60_000, max: 300_000 }).map((size) => Buffer.alloc(size, size)),
      ),
    ),
    pack: byteas,
  },
  integer: { values: orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), pack: integers },
  bigint: {
    values: orNull(
      fc
        .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
        .map((one) => (Number.isSafeInteger(Number(one)) ? Number(one) : one)),
    ),
    pack: bigints,
  },
  boolean: { values: orNull(fc.boolean()), pack: booleans },
  date: { values: orNull(time.map((one) => one.toISOString().slice(0, 10))), pack: days },
  timestamptz: { values: orNull(time), pack: times },
};
const cases = Object.entries(kinds) as [
  string,
  { values: fc.Arbitrary<unknown[]>; pack: (values: never[]) => Buffer },
][];

describe.each(cases)("an array of %s", (type, { values, pack }) => {
  const sent = async (parameter: unknown) => {
    const { rows } = await sql<{ back: unknown[]; count: number }>`
      select a as back, cardinality(a) as count from (select ${parameter}::${sql.raw(type)}[] as a) as one
    `.execute(database.db);
    return rows[0];
  };

  test("comes back as it was sent, packed or not", async () => {
    await fc.assert(
      fc.asyncProperty(values, async (some) => {
        const expected = { back: some, count: some.length };
        expect(await sent(pack(some as never[]))).toEqual(expected);
        expect(await sent(some)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test("is the same when its elements are read as rows and as text", async () => {
    await fc.assert(
      fc.asyncProperty(values, async (some) => {
        const { rows } = await sql<{ one: unknown; same: boolean }>`
          select one, one is not distinct from one::text::${sql.raw(type)} as same
          from unnest(${pack(some as never[])}::${sql.raw(type)}[]) as one
        `.execute(database.db);
        expect(rows).toEqual(some.map((one) => ({ one, same: true })));
      }),
      { numRuns: 20 },
    );
  });
});

test("times may be given in milliseconds", async () => {
  const at = Date.parse("1931-05-06T07:08:09.123Z");
  const { rows } = await sql`select ${times([at, null])}::timestamptz[] as back`.execute(database.db);
  expect(rows).toEqual([{ back: [new Date(at), null] }]);
});

test("a literal passes for an array", async () => {
  const { rows } = await sql`select ${"{a,NULL}"}::text[] as back`.execute(database.db);
  expect(rows).toEqual([{ back: ["a", null] }]);
});
