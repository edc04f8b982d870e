import { afterEach, expect, test, vi } from "vitest";
import type { Connection } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";
import type { Pool } from "./pool.ts";
import { sharePool, withoutShare, withShare } from "./shares.ts";

/** A pool of four connections, two for one share. */
function testPool() {
  const free = [1, 2, 3, 4].map((id) => ({ id }) as unknown as Connection);
  const waiting: ((connection: Connection) => void)[] = [];
  const pool: Pool = {
    acquire: () => {
      const next = free.pop();
      return next ? Promise.resolve(next) : new Promise((resolve) => waiting.push(resolve));
    },
    release(connection) {
      const next = waiting.shift();
      if (next) next(connection);
      else free.push(connection);
    },
    usage: () => ({ open: 4, idle: free.length, waiting: waiting.length, timeouts: 0 }),
    hurry: () => undefined,
    end: async () => undefined,
  };
  return { shared: sharePool(pool, 2), free };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
afterEach(() => vi.useRealTimers());

test("one share holds no more than it may, and others get theirs at once", async () => {
  const { shared, free } = testPool();
  const got: string[] = [];
  const take = (share: string, name: string) =>
    withShare(share, () => shared.acquire()).then((connection) => {
      got.push(name);
      return connection;
    });
  const first = take("a", "a1");
  const second = take("a", "a2");
  void take("a", "a3");
  const last = take("a", "a4");
  await settled();
  expect(got).toEqual(["a1", "a2"]);
  void take("b", "b1");
  await settled();
  expect(got).toEqual(["a1", "a2", "b1"]);
  shared.release(await first);
  await settled();
  expect(got).toEqual(["a1", "a2", "b1", "a3"]);
  await withoutShare(() => shared.acquire());
  expect(free).toHaveLength(0);
  shared.release(await second);
  await last;
});

test("a caller that waits too long gets an error, and loses no slot for others", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { shared } = testPool();
  const acquire = () => withShare("a", () => shared.acquire());
  const held = [await acquire(), await acquire()];
  const late = acquire().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(5000);
  expect(isUnavailable(await late)).toBe(true);
  for (const each of held) shared.release(each);
  expect(await Promise.all([acquire(), acquire()])).toHaveLength(2);
});

test("a connection that can't be had leaves its place to the next", async () => {
  const { shared } = testPool();
  const failing = sharePool({ ...shared, acquire: () => Promise.reject(new Error("down")) }, 1);
  for (let nth = 0; nth < 3; nth++)
    await expect(withShare("a", () => failing.acquire())).rejects.toThrow("down");
});
