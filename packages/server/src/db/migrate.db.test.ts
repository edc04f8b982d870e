import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { type Migration, readMigrations } from "./migrations.ts";
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

/** Resolves once a statement like this waits for a lock. */
async function waitingFor(connection: Connection, statement: string): Promise<void> {
  for (;;) {
    const { rows } = await connection.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        and trim(query) like $1`,
      [statement],
    );
    if (rows.length > 0) return;
  }
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

  test("an older version works with a schema to which a newer one has added", async () => {
    expect(await migrate(await open(), [one, two])).toBe(0);
    expect(await migrate(await open(), [one])).toBe(1);
    await expect(migrate(await open(), [{ ...one, text: "select 1" }])).rejects.toThrow(
      /0001-one\.sql has changed/,
    );
  });

  test("a version refuses a schema from which what it uses was removed, and the one before that does not", async () => {
    const removes = "-- contracts: 0002, nothing reads it any more\nalter table one drop column id;";
    const three: Migration = { number: 3, name: "0003-three.sql", text: removes };
    await migrate(await open(), [one, two, three]);
    expect(await migrate(await open(), [one, two])).toBe(1);
    await expect(migrate(await open(), [one])).rejects.toThrow(
      /too new .* 0003-three\.sql removed what versions before migration 2 use, and this one knows 1/,
    );
  });

  test("a store of a version that knew nothing of contractions is taken on", async () => {
    const connection = await open();
    await migrate(connection, [one]);
    await connection.query("alter table countersign.schema_migrations drop column needs");
    expect(await migrate(await open(), [one, two])).toBe(0);
    expect(await migrate(await open(), [one])).toBe(1);
  });

  test("one that waits for a table lets the others have it meanwhile", async () => {
    await migrate(await open(), [one]);
    const holder = await open();
    await holder.query("begin");
    await holder.query("select * from countersign.one");
    const migrating = migrate(await open(), [one, two]);
    const reader = await open();
    // It waits, and has everybody else wait, until it gives up for a while.
    await waitingFor(reader, "alter table one%");
    await reader.query("select * from countersign.one");
    await holder.query("commit");
    await migrating;
    await reader.query("select more from countersign.one");
  });

  test("an index of a large table is built while others write, and wait to migrate", async () => {
    await migrate(await open(), [one]);
    const text = `-- without a transaction: the table is large
      drop index concurrently if exists one_id;
      create index concurrently one_id on one (id);`;
    const index: Migration = { number: 2, name: "0002-index.sql", text };
    const holder = await open();
    await holder.query("begin");
    await holder.query("insert into countersign.one values ('a')");
    const others = Promise.all([open(), open()].map(async (each) => migrate(await each, [one, index])));
    await waitingFor(await open(), "create index concurrently%");
    await (await open()).query("insert into countersign.one values ('b')");
    await holder.query("commit");
    await others;
    const { rows } = await (await open()).query(
      "select indisvalid as valid from pg_index where indexrelid = 'countersign.one_id'::regclass",
    );
    expect(rows).toEqual([{ valid: true }]);
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
