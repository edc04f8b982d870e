import { createServer } from "node:net";
import { sql } from "kysely";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type Connection, connect } from "./connection.ts";
import { DatabaseError, isUnavailable } from "./database-error.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

async function kill(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  await sql`select pg_terminate_backend(${rows[0]?.pid}::integer, 5000)`.execute(database.db);
}

describe("a connection", () => {
  test("runs statements one after another, also when some of them fail", async () => {
    const connection = await connect({ url: database.url });
    const outcomes = await Promise.allSettled([
      connection.query("select 1 as one"),
      connection.query("select nonsense"),
      connection.query("select $1::integer as two", ["not a number"]),
      connection.query("select $1::integer as three", [3]),
      connection.script("create temporary table t (a integer); select * from t; insert into t values (1)"),
      connection.query("update t set a = 2"),
      connection.query("select $1::text[] as none", [[1]]),
      connection.query("select $1::integer as four", [4]),
    ]);
    expect(outcomes.map((each) => each.status === "fulfilled")).toEqual([
      true,
      false,
      false,
      true,
      true,
      true,
      false,
      true,
    ]);
    expect(outcomes[3]).toMatchObject({ value: { rows: [{ three: 3 }], command: "SELECT", count: 1 } });
    expect(outcomes[5]).toMatchObject({ value: { rows: [], command: "UPDATE", count: 1 } });
    expect(outcomes[7]).toMatchObject({ value: { rows: [{ four: 4 }] } });
    await connection.close();
  });

  test("prepares a statement again when a table under it has changed", async () => {
    const connection = await connect({ url: database.url });
    await connection.script("create temporary table t (a integer); insert into t values (1)");
    const all = () => connection.query("select * from t");
    expect((await all()).rows).toEqual([{ a: 1 }]);
    await connection.script("alter table t add column new_one text default 'b'");
    expect((await all()).rows).toEqual([{ a: 1, newOne: "b" }]);
    await connection.query("begin");
    await connection.script("alter table t drop column a");
    expect(await caught(all())).toMatchObject({ code: "STALE_STATEMENT" });
    await connection.query("rollback");
    expect((await all()).rows).toEqual([{ a: 1, newOne: "b" }]);
    await connection.close();
  });

  test("refuses a type that it can't read, before it runs anything, and names the column", async () => {
    const connection = await connect({ url: database.url });
    await connection.script("create temporary table t (a integer)");
    const refused = connection.query("insert into t values (1) returning '(1,2)'::point as some_place");
    expect(String(await caught(refused))).toContain('"some_place" is of type 600');
    expect((await connection.query("select * from t")).rows).toEqual([]);
    await connection.close();
  });

  test("keeps small bytes apart from what was read with them", async () => {
    const connection = await connect({ url: database.url });
    const { rows } = await connection.query<{ bytes: Buffer }>(
      "select decode(repeat(lpad(to_hex(n % 256), 2, '0'), n), 'hex') as bytes from generate_series(1, 1500) as n",
    );
    expect(rows.every(({ bytes }, place) => bytes.equals(Buffer.alloc(place + 1, place + 1)))).toBe(true);
    const most = Math.max(...rows.map(({ bytes }) => bytes.buffer.byteLength - bytes.length * 2));
    expect(most).toBeLessThan(Buffer.poolSize);
    await connection.close();
  });

  test("reads times and days at the edge", async () => {
    const connection = await connect({ url: database.url });
    const { rows } = await connection.query(
      `select 'infinity'::timestamptz as never, '1969-12-31T23:59:59.999999Z'::timestamptz as late,
        '9999-12-31T23:59:59.999Z'::timestamptz as last, 'infinity'::date as no_day, '1600-02-29'::date as old_day`,
    );
    expect(rows).toEqual([
      {
        never: new Date(Number.NaN),
        late: new Date("1969-12-31T23:59:59.999Z"),
        last: new Date("9999-12-31T23:59:59.999Z"),
        noDay: "infinity",
        oldDay: "1600-02-29",
      },
    ]);
    await connection.close();
  });
});

describe("a lost connection", () => {
  test("reports a lost idle connection once and stays closed", async () => {
    const onClosed = vi.fn();
    const connection = await connect({ url: database.url, onClosed });
    await kill(connection);
    await expect.poll(() => connection.closed).toBe(true);
    expect(await caught(connection.query("select 1"))).toMatchObject({ code: "CONNECTION_CLOSED" });
    await connection.close();
    expect(onClosed).toHaveBeenCalledOnce();
  });

  test("in use fails the statement under way, and those that wait", async () => {
    const holder = await holderOf(1);
    const connection = await connect({ url: database.url });
    const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
    const asked = [
      connection.query("select pg_advisory_lock(1)"),
      connection.query("select 1"),
      connection.script("select 2"),
    ];
    const outcomes = Promise.all(asked.map(caught));
    await sql`select pg_terminate_backend(${rows[0]?.pid}::integer)`.execute(database.db);
    for (const error of await outcomes) expect(isUnavailable(error)).toBe(true);
    expect(connection.closed).toBe(true);
    await connection.close();
    await holder.close();
  });

  test("of a server that goes away while it is being opened is an error to wait on", async () => {
    const server = createServer((socket) => socket.once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const error = await caught(connect({ url: `postgres://a:b@127.0.0.1:${port}/c` }));
    expect(error).toBeInstanceOf(DatabaseError);
    expect(isUnavailable(error)).toBe(true);
    await new Promise((resolve) => server.close(resolve));
  });

  test("of a server that talks nonsense is an error", async () => {
    const server = createServer((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    expect(await caught(connect({ url: `postgres://a:b@127.0.0.1:${port}/c` }))).toBeInstanceOf(
      DatabaseError,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});

test("a connection that is closed waits for its statement, and starts no other", async () => {
  const onClosed = vi.fn();
  const holder = await holderOf(2);
  const connection = await connect({ url: database.url, onClosed });
  const first = connection.query("select pg_advisory_lock(2), 1 as one");
  const second = caught(connection.query("select 2"));
  const closed = connection.close();
  await holder.close();
  await closed;
  expect((await first).rows).toEqual([{ pgAdvisoryLock: "", one: 1 }]);
  expect(await second).toMatchObject({ code: "CONNECTION_CLOSED" });
  expect(onClosed).not.toHaveBeenCalled();
});

/** A connection that holds the lock of this number until it is closed: others that request the lock wait. */
async function holderOf(lock: number): Promise<Connection> {
  const holder = await connect({ url: database.url });
  await holder.query("select pg_advisory_lock($1::bigint)", [lock]);
  return holder;
}
