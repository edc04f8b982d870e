import { expect, test } from "vitest";
import { createKeyCache, longestHeldMs } from "./key-cache.ts";

const pool = { isTransaction: false };
const tx = { isTransaction: true };

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
  time.now = longestHeldMs - 1;
  expect(await get("a")).toBe("key of a");
  expect(loaded).toEqual(["a"]);
  time.now = longestHeldMs;
  await get("a");
  expect(loaded).toEqual(["a", "a"]);
});

test("holds no key longer where the clock is set back", async () => {
  const { time, loaded, get } = setUp();
  time.now = 40 * 86_400_000;
  await get("a");
  time.now = 0;
  await get("a");
  expect(loaded).toEqual(["a", "a"]);
});

test("gives up the key loaded longest ago", async () => {
  const { loaded, get } = setUp(2);
  for (const id of ["a", "b", "a", "c", "b", "c", "a"]) await get(id);
  expect(loaded).toEqual(["a", "b", "c", "a"]);
});

test("a dropped key is not brought back by a load that began before", async () => {
  const { cache, loaded, get } = setUp();
  let finish: (key: string) => void = () => {};
  const load = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const early = cache.get("a", pool, () => load);
  cache.drop("a");
  finish("stale");
  expect(await early).toBe("stale");
  await get("a");
  expect(loaded).toEqual(["a"]);
});

test("what isn't found is asked for again", async () => {
  const { cache, get } = setUp();
  expect(await cache.get("a", pool, async () => null)).toBeNull();
  expect(await get("a")).toBe("key of a");
});

test("those who ask at once share a load", async () => {
  const { loaded, get } = setUp();
  expect(await Promise.all([get("a"), get("a")])).toEqual(["key of a", "key of a"]);
  expect(loaded).toEqual(["a"]);
});

test("a transaction neither waits for another's load nor lets others wait for its own", async () => {
  const { cache, get } = setUp();
  const never = new Promise<never>(() => {});
  void cache.get("a", tx, () => never);
  expect(await get("a")).toBe("key of a");
  void cache.get("b", pool, () => never);
  expect(await cache.get("b", tx, async () => "its own")).toBe("its own");
  expect(await get("b")).toBe("its own");
});
