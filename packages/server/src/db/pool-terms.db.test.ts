import { createServer } from "node:net";
import { sql } from "kysely";
import { beforeAll, expect, test, vi } from "vitest";
import { connect } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";
import { createDb } from "./dialect.ts";
import { createListener } from "./listener.ts";
import { createPool, type Pool } from "./pool.ts";
import { testDatabase } from "./testing/database.ts";

let url: string;
const stopped = new Set<number>();
beforeAll(async () => {
  ({ url } = await testDatabase());
  return () => {
    for (const pid of stopped) resume(pid);
  };
});

const terms = { waitMs: 1000, statementMs: 1000 };
const poolOf = (more: object = {}) => createPool({ url: () => url, size: 2, terms, ...more });
const caught = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

async function pidOf(pool: Pool): Promise<{ pid: number; release: () => void }> {
  const connection = await pool.acquire();
  const { rows } = await connection.query<{ pid: number }>("select pg_backend_pid() as pid");
  return { pid: rows[0]?.pid ?? 0, release: () => pool.release(connection) };
}

/** Suspends a backend, like a hung machine: its socket stays open, and nothing arrives. */
function stop(pid: number): void {
  stopped.add(pid);
  process.kill(pid, "SIGSTOP");
}

function resume(pid: number): void {
  stopped.delete(pid);
  process.kill(pid, "SIGCONT");
}

test("a backend that hangs fails its statement in time, and its connection is replaced", async () => {
  const pool = poolOf();
  const db = createDb(pool);
  const first = await pidOf(pool);
  first.release();
  stop(first.pid);
  const before = Date.now();
  expect(isUnavailable(await caught(sql`select 1`.execute(db)))).toBe(true);
  expect(Date.now() - before).toBeGreaterThanOrEqual(terms.statementMs);
  expect((await sql`select 2 as two`.execute(db)).rows).toEqual([{ two: 2 }]);
  const second = await pidOf(pool);
  second.release();
  expect(second.pid).not.toBe(first.pid);
  expect(pool.usage()).toMatchObject({ timeouts: 1, waiting: 0 });
  resume(first.pid);
  await db.destroy();
  expect(pool.usage().open).toBe(0);
});

/** Sets the wall clock once a statement that begins now is in flight. */
function setAside(step: number): { restore: () => void } {
  const at = performance.now() + 50;
  const now = Date.now.bind(Date);
  const clock = vi.spyOn(Date, "now").mockImplementation(() => now() + (performance.now() < at ? 0 : step));
  return { restore: () => clock.mockRestore() };
}

test("a wall clock that is set while a statement runs makes it neither late nor eternal", async () => {
  const pool = poolOf();
  const db = createDb(pool);
  const { pid, release } = await pidOf(pool);
  release();
  for (const step of [40 * 86_400_000, -40 * 86_400_000]) {
    const clock = setAside(step);
    await sql`select pg_sleep(0.2)`.execute(db).finally(clock.restore);
  }
  expect(pool.usage()).toMatchObject({ timeouts: 0, open: 1 });

  stop(pid);
  const clock = setAside(-40 * 86_400_000);
  const hanging = caught(sql`select 1`.execute(db));
  expect(isUnavailable(await hanging.finally(clock.restore))).toBe(true);
  resume(pid);
  await db.destroy();
});

test("idle connections that hang as well are dropped before a caller gets them", async () => {
  const pool = poolOf({ size: 4 });
  const db = createDb(pool);
  const some = await Promise.all(Array.from({ length: 4 }, () => pidOf(pool)));
  for (const { release } of some) release();
  for (const { pid } of some) stop(pid);
  await caught(sql`select 1`.execute(db));
  const answers = await Promise.all(Array.from({ length: 8 }, () => sql`select 1 as one`.execute(db)));
  for (const { rows } of answers) expect(rows).toEqual([{ one: 1 }]);
  for (const { pid } of some) resume(pid);
  await db.destroy();
});

test("a slow statement costs only its own caller the connection", async () => {
  const pool = poolOf();
  const db = createDb(pool);
  const other = await pidOf(pool);
  const slow = caught(sql`select pg_sleep(20)`.execute(db));
  other.release();
  expect(isUnavailable(await slow)).toBe(true);
  const { rows } = await sql`select from pg_stat_activity where pid = ${other.pid}::integer`.execute(db);
  expect(rows).toHaveLength(1);
  await db.destroy();
});

test("a database of longer terms lets the same statement be", async () => {
  const pool = poolOf();
  const patient = createDb(pool, { waitMs: 10_000, statementMs: 60_000 });
  const { rows } = await sql`select 1 as one, pg_sleep(1.5)`.execute(patient);
  expect(rows).toMatchObject([{ one: 1 }]);
  expect(pool.usage().timeouts).toBe(0);
  await pool.end();
});

test("callers wait for a connection for a time, and only so many of them", async () => {
  const pool = poolOf({ size: 1, maxWaiting: 3 });
  const held = await pool.acquire();
  const asked = Array.from({ length: 5 }, () => caught(pool.acquire()));
  const errors = await Promise.all(asked);
  for (const error of errors) expect(isUnavailable(error)).toBe(true);
  expect(errors.filter((error) => String(error).includes("too many callers"))).toHaveLength(2);
  pool.release(held);
  pool.release(await pool.acquire());
  await pool.end();
});

test("when the process stops, maintenance that waits already gives up soon, and what comes later too", async () => {
  const pool = poolOf();
  const held = [await pool.acquire(), await pool.acquire()];
  const patient = { waitMs: 3_600_000, statementMs: 1000 };
  const early = caught(pool.acquire(patient));
  pool.hurry();
  expect(isUnavailable(await early)).toBe(true);
  expect(isUnavailable(await caught(pool.acquire(patient)))).toBe(true);
  for (const each of held) pool.release(each);
  await pool.end();
});

test("a server that accepts connections and says nothing refuses callers soon, and one connection is tried", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.on("error", () => {}).resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const pool = createPool({ url: () => `postgres://a:b@127.0.0.1:${port}/c`, size: 20, terms });
  const errors = await Promise.all(Array.from({ length: 50 }, () => caught(pool.acquire())));
  for (const error of errors) expect(isUnavailable(error)).toBe(true);
  await expect.poll(() => pool.usage().open).toBe(0);
  const before = connections;
  await Promise.all(Array.from({ length: 50 }, () => caught(pool.acquire())));
  expect(connections - before).toBeLessThanOrEqual(2);
  await pool.end();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

test("while the database is away, listening ends at once", async () => {
  let isAway = false;
  const listener = createListener(() => (isAway ? url.replace(/[^/]*$/, "none") : url));
  const reopened = vi.fn();
  const stop = await listener.listen("away", reopened);
  isAway = true;
  const admin = await connect({ url });
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'countersign listener' and datname = current_database()`,
  );
  await admin.close();
  await stop();
  expect(reopened).not.toHaveBeenCalled();
  await listener.close();
});

test("a listening connection to a silent server is replaced, and listeners are called for what it missed", async () => {
  const listener = createListener(() => url, 1000);
  const heard: string[] = [];
  await listener.listen("silent", (payload) => heard.push(payload));
  const admin = await connect({ url });
  const { rows } = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity
      where application_name = 'countersign listener' and datname = current_database()`,
  );
  for (const { pid } of rows) stop(pid);
  await expect.poll(() => heard).toEqual([""]);
  await admin.query("select pg_notify('silent', 'one')");
  await expect.poll(() => heard).toEqual(["", "one"]);
  for (const { pid } of rows) resume(pid);
  await admin.close();
  await listener.close();
});
