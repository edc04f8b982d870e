import { expect, test } from "vitest";
import { createKeyCache, maxHeldMs } from "./key-cache.ts";

const pool = { isTransaction: false };

function setUp(capacity = 10) {
  const time = { now: 0 };
  const cache = createKeyCache<string>(capacity, () => time.now);
  const loaded: string[] = [];
  const get = (id: string) =>
    cache.get(id, pool, async () => {
      loaded.push(id);
      return `key of ${id}`;
    });
  return { time, cache, loaded, get };
}

test("holds a key for a minute, used or not", async () => {
  const { time, loaded, get } = setUp();
  await get("a");
  time.now = maxHeldMs - 1;
  expect(await get("a")).toBe("key of a");
  expect(loaded).toEqual(["a"]);
  time.now = maxHeldMs;
  await get("a");
  expect(loaded).toEqual(["a", "a"]);
});

test("a key that isn't found is looked up again", async () => {
  const { cache, get } = setUp();
  expect(await cache.get("a", pool, async () => null)).toBeNull();
  expect(await get("a")).toBe("key of a");
});
