import { expect, test, vi } from "vitest";
import { createExpiringCache } from "./expiring-cache.ts";

const pool = { isTransaction: false };
const tx = { isTransaction: true };

function cache(maxEntries = 10) {
  let now = 0;
  const created = createExpiringCache<number>({ clock: () => now, maxAgeMs: 5000, maxEntries });
  const loads: string[] = [];
  const get = (key: string, value: number) =>
    created.get(key, pool, async () => {
      loads.push(key);
      return { projectId: key.slice(0, 1), value };
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

test("keeps no value longer where the clock is set back", async () => {
  const { read, wait } = cache();
  wait(40 * 86_400_000);
  expect(await read("a1", 1)).toBe(1);
  wait(-40 * 86_400_000);
  expect(await read("a1", 2)).toBe(2);
});

test("forgets the values of one project, or all", async () => {
  const { read, forget, loads } = cache();
  const both = async () => {
    await read("a1", 1);
    await read("b1", 1);
  };
  await both();
  forget("a");
  await both();
  expect(loads).toEqual(["a1", "b1", "a1"]);
  forget(null);
  await both();
  expect(loads).toHaveLength(5);
});

test("does not keep what was loaded while something changed", async () => {
  const { get, forget } = cache();
  const load = vi.fn(async () => ({ projectId: "a", value: 1 }));
  const reading = get("a1", pool, load);
  forget("a");
  await reading;
  await get("a1", pool, load);
  expect(load).toHaveBeenCalledTimes(2);
});

test("stays within its bound by dropping what was loaded longest ago", async () => {
  const { read, loads } = cache(2);
  for (const key of ["a", "b", "c", "b", "c", "a"]) await read(key, 1);
  expect(loads).toEqual(["a", "b", "c", "a"]);
});

test("those who ask meanwhile share a reading", async () => {
  const { read, loads } = cache();
  expect(await Promise.all([read("a1", 1), read("a1", 2)])).toEqual([1, 1]);
  expect(loads).toEqual(["a1"]);
});

test("a transaction neither waits for another's reading nor lets others wait for its own", async () => {
  const { get, read } = cache();
  const never = new Promise<never>(() => {});
  void get("a1", tx, () => never);
  expect(await read("a1", 1)).toBe(1);
  void get("b1", pool, () => never);
  expect(await get("b1", tx, async () => ({ projectId: "b", value: 2 }))).toBe(2);
  expect(await read("b1", 3)).toBe(2);
});
