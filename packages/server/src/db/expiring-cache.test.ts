import { expect, test, vi } from "vitest";
import { createExpiringCache } from "./expiring-cache.ts";

const pool = { isTransaction: false };
const tx = { isTransaction: true };

function cache(maxEntries = 10) {
  let now = 0;
  const created = createExpiringCache<number>({
    clock: () => now,
    maxAgeMs: 5000,
    maxEntries,
    groupOf: (key) => key.slice(0, 1),
  });
  const loads: string[] = [];
  const get = (key: string, value: number) =>
    created.get(key, pool, async () => {
      loads.push(key);
      return value;
    });
  return { ...created, read: get, loads, wait: (ms: number) => (now += ms) };
}

test("keeps a value for its age and no longer", async () => {
  const { read, wait } = cache();
  expect(await read("a1", 1)).toBe(1);
  wait(4999);
  expect(await read("a1", 2)).toBe(1);
  wait(1);
  expect(await read("a1", 3)).toBe(3);
});

test("keeps no value longer if the clock is set back", async () => {
  const { read, wait } = cache();
  wait(40 * 86_400_000);
  expect(await read("a1", 1)).toBe(1);
  wait(-40 * 86_400_000);
  expect(await read("a1", 2)).toBe(2);
});

test("drops the values of one group, or all", async () => {
  const { read, dropGroup, loads } = cache();
  const both = async () => {
    await read("a1", 1);
    await read("b1", 1);
  };
  await both();
  dropGroup("a");
  await both();
  expect(loads).toEqual(["a1", "b1", "a1"]);
  dropGroup(null);
  await both();
  expect(loads).toHaveLength(5);
});

test("does not keep what was loaded while something changed", async () => {
  const { get, drop, dropGroup } = cache();
  const load = vi.fn(async () => 1);
  const drops = [() => drop("a1"), () => dropGroup("a"), () => drop("b1")];
  for (const [at, change] of drops.entries()) {
    const reading = get("a1", pool, load);
    change();
    await reading;
    await get("a1", pool, load);
    expect(load).toHaveBeenCalledTimes(2 * (at + 1));
    drop("a1");
  }
});

test("stays within its bound by dropping what was loaded longest ago", async () => {
  const { read, loads } = cache(2);
  for (const key of ["a", "b", "c", "b", "c", "a"]) await read(key, 1);
  expect(loads).toEqual(["a", "b", "c", "a"]);
});

test("a value is cached by hand, seen without a load, and dropped alone", async () => {
  const { put, peek, drop, drops, read, wait, loads } = cache();
  put("a1", 1);
  expect([peek("a1"), peek("a2"), await read("a1", 2)]).toEqual([1, undefined, 1]);
  drop("a1");
  expect([peek("a1"), drops()]).toEqual([undefined, 1]);
  put("a1", 3);
  wait(5000);
  expect([peek("a1"), loads]).toEqual([undefined, []]);
});

test("a value that is not worth it is not cached", async () => {
  const { get } = createExpiringCache<string | null>({
    clock: () => 0,
    maxAgeMs: 5000,
    maxEntries: 10,
    caches: (value) => value !== null,
  });
  expect(await get("a", pool, async () => null)).toBeNull();
  expect(await get("a", pool, async () => "found")).toBe("found");
});

test("callers that ask at the same time share a load", async () => {
  const { read, loads } = cache();
  expect(await Promise.all([read("a1", 1), read("a1", 2)])).toEqual([1, 1]);
  expect(loads).toEqual(["a1"]);
});

test("a transaction neither waits for another's load nor lets others wait for its own", async () => {
  const { get, read } = cache();
  const never = new Promise<never>(() => {});
  void get("a1", tx, () => never);
  expect(await read("a1", 1)).toBe(1);
  void get("b1", pool, () => never);
  expect(await get("b1", tx, async () => 2)).toBe(2);
  expect(await read("b1", 3)).toBe(2);
});
