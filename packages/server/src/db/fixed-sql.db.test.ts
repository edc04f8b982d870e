import { beforeAll, expect, test } from "vitest";
import { type FixedSql, fixedSql } from "./fixed-sql.ts";
import { testDatabase } from "./testing/database.ts";
import type { Db } from "./transaction.ts";
import { inTransaction } from "./transaction.ts";

let db: Db;
beforeAll(async () => {
  ({ db } = await testDatabase());
});

const doubled = (value: number) => fixedSql`select ${value}::integer * 2 as n`;
const tripled = (value: number) => fixedSql`select ${value}::integer * 3 as n`;
const sum = (first: number, part: FixedSql<unknown>, last: number) =>
  fixedSql<{ n: number; all: number[] }>`
    with part as (${part}) select n, array[${first}::integer, n, ${last}::integer] as all from part
  `;

test("parameters of a statement and of its parts keep their places, on every call", async () => {
  expect(await sum(1, doubled(2), 3).execute(db)).toEqual([{ n: 4, all: [1, 4, 3] }]);
  expect(await sum(10, doubled(20), 30).execute(db)).toEqual([{ n: 40, all: [10, 40, 30] }]);
  const within = await inTransaction(db, (tx) => sum(5, doubled(6), 7).execute(tx));
  expect(within).toEqual([{ n: 12, all: [5, 12, 7] }]);
});

test("a part from another place in the code is refused, not sent under the first one's text", async () => {
  await sum(1, doubled(2), 3).execute(db);
  await expect(sum(1, tripled(2), 3).execute(db)).rejects.toThrow("from the same places");
});
