import { beforeAll, expect, test } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { maxPrepared } from "./driver/session.ts";
import { testDatabase } from "./testing/database.ts";

let connection: Connection;
beforeAll(async () => {
  const { url } = await testDatabase();
  connection = await connect({ url });
  return () => connection.close();
});

async function prepared(): Promise<string[]> {
  const { rows } = await connection.query<{ statement: string }>(
    "select statement from pg_prepared_statements",
  );
  return rows.map(({ statement }) => statement);
}

test("a connection keeps so many statements prepared, and closes the one that was not used for longest", async () => {
  const often = "select 'used again and again' as often";
  for (let number = 0; number < 3 * maxPrepared; number++) {
    await connection.query(`select ${number} as number`);
    await connection.query(often);
  }
  const texts = await prepared();
  expect(texts.length).toBeLessThanOrEqual(maxPrepared);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toContain(often);
  expect(texts).not.toContain("select 0 as number");
  expect((await connection.query("select 0 as number")).rows).toEqual([{ number: 0 }]);
});

test("a statement whose result can't be read, or that was parsed again, is not left behind", async () => {
  for (let time = 0; time < 5; time++)
    await expect(connection.query("select '(1,2)'::point as place")).rejects.toThrow("place");
  await connection.script("create temporary table t (a integer)");
  for (let time = 0; time < 5; time++) {
    await connection.query("select * from t");
    await connection.script(`alter table t add column b${time} integer`);
  }
  await connection.query("select 'the next that is parsed'");
  const texts = await prepared();
  expect(texts.filter((text) => text.includes("point") || text.includes("from t"))).toHaveLength(1);
});

test("statements are closed in a transaction that failed, too", async () => {
  await connection.query("begin");
  await expect(connection.query("select 1 / 0")).rejects.toThrow("division");
  for (let number = 0; number < 10; number++)
    await connection.query(`select ${number} as refused`).catch(() => {});
  await connection.query("rollback");
  for (let number = 0; number < maxPrepared; number++) await connection.query(`select ${number} as later`);
  const texts = await prepared();
  expect(texts.length).toBeLessThanOrEqual(maxPrepared);
  expect(new Set(texts).size).toBe(texts.length);
});
