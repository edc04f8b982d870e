import { expect, test } from "vitest";
import { createBoxCache } from "./box-cache.ts";

const box = (bytes: number) => Buffer.alloc(bytes);

test("a box is read once, also for callers at the same time", async () => {
  const cache = createBoxCache();
  let reads = 0;
  const read = async () => {
    reads++;
    return box(10);
  };
  await Promise.all([cache.get("a", read), cache.get("a", read)]);
  await cache.get("a", read);
  expect(reads).toBe(1);
});

test("a failed read is not kept", async () => {
  const cache = createBoxCache();
  await expect(cache.get("a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect((await cache.get("a", async () => box(3))).length).toBe(3);
});

test("beyond the limit those go that were not used for longest, and a larger one is not kept", async () => {
  const cache = createBoxCache(100);
  const read: string[] = [];
  const get = (name: string, bytes = 40) =>
    cache.get(name, async () => {
      read.push(name);
      return box(bytes);
    });
  for (const name of ["a", "b", "a", "c", "a", "b"]) await get(name);
  expect(read).toEqual(["a", "b", "c", "b"]);
  await get("huge", 101);
  await get("huge", 101);
  expect(read.slice(4)).toEqual(["huge", "huge"]);
});
