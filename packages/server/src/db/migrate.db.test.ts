import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";
import { ensurePartitions } from "./partitions.ts";
import { createTestDatabase } from "./testing/database.ts";

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

  test("a delivery can be done also on days whose partitions are older than the word", async () => {
    const own = await readMigrations();
    const connection = await open();
    await migrate(
      connection,
      own.filter(({ number }) => number < 10),
    );
    await connection.query("set search_path = countersign");
    await ensurePartitions(connection, Date.parse("2026-03-01T12:00:00Z"));
    const add = (status: string, day: string) =>
      connection.query(
        `insert into deliveries (day, id, event_id, event_day, webhook_id, project_id, type, encoding, status, created_at)
         values ($2, 'dlv_' || $1, 'evt', $2, 'whk', 'prj', 'check.outcome', 'standard', $1, now())`,
        [status, day],
      );
    await add("delivered", "2026-03-01");
    await expect(add("done", "2026-03-01")).rejects.toThrow(/deliveries_status_check/);
    await migrate(connection, own);
    await ensurePartitions(connection, Date.parse("2026-03-08T12:00:00Z"));
    for (const day of ["2026-01-01", "2026-03-01", "2026-03-08"]) {
      await add("done", day);
      await expect(add("lost", day)).rejects.toThrow(/deliveries_status_check/);
    }
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

  test("one that fails leaves no changes, and keeps those before it", async () => {
    await expect(migrate(await open(), [one, broken])).rejects.toThrow("nonsense");
    expect(await tables()).toEqual(["one", "schema_migrations"]);
    await migrate(await open(), [one, two]);
  });
});
