import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";
import { createTestDatabase } from "./testing.ts";

const one: Migration = { number: 1, name: "0001-one.sql", text: "create table one (id text); select 1;" };
const two: Migration = { number: 2, name: "0002-two.sql", text: "alter table one add column more text;" };
const broken: Migration = {
  number: 2,
  name: "0002-two.sql",
  text: "create table two (id text); select nonsense;",
};

let url: string;
let drop: () => Promise<void>;
const connections: Connection[] = [];
beforeEach(async () => {
  ({ url, drop } = await createTestDatabase());
});
afterEach(async () => {
  for (const connection of connections.splice(0)) await connection.close();
  await drop();
});

async function open(): Promise<Connection> {
  const connection = await connect({ url });
  connections.push(connection);
  return connection;
}

async function tables(): Promise<unknown[]> {
  const connection = await open();
  const { rows } = await connection.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'countersign' order by 1",
  );
  return rows.map(({ name }) => name);
}

describe("migrations", () => {
  test("the project's own apply to an empty database, and again without effect", async () => {
    const own = await readMigrations();
    await migrate(await open(), own);
    const made = await tables();
    expect(made).toContain("delivery_queue");
    await migrate(await open(), own);
    expect(await tables()).toEqual(made);
  });

  test("several processes at once apply each one once", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, open));
    await Promise.all(all.map((connection) => migrate(connection, [one, two])));
    const { rows } = await (await open()).query(
      "select number, name from countersign.schema_migrations order by 1",
    );
    expect(rows).toEqual([
      { number: 1, name: one.name },
      { number: 2, name: two.name },
    ]);
  });

  test("an older version refuses a newer schema", async () => {
    await migrate(await open(), [one, two]);
    await expect(migrate(await open(), [one])).rejects.toThrow(/newer.*0002-two\.sql/);
  });

  test("a changed migration is refused", async () => {
    await migrate(await open(), [one]);
    const changed = { ...one, text: `${one.text} select 2;` };
    await expect(migrate(await open(), [changed, two])).rejects.toThrow(/0001-one\.sql has changed/);
  });

  test("one that fails leaves nothing of itself, and the ones before it", async () => {
    await expect(migrate(await open(), [one, broken])).rejects.toThrow("nonsense");
    expect(await tables()).toEqual(["one", "schema_migrations"]);
    await migrate(await open(), [one, two]);
  });
});
