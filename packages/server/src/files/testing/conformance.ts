import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ObjectStore } from "../contract.ts";

const newName = () => randomBytes(16).toString("hex");
const mebibyte = 1024 * 1024;

/** What every object store promises: see `ObjectStore`. */
export function testObjectStore(name: string, open: () => ObjectStore): void {
  describe(`${name} as an object store`, () => {
    test.each([0, 1, 1025, 6 * mebibyte])("returns the %d bytes that were stored", async (length) => {
      const store = open();
      const [object, bytes] = [newName(), randomBytes(length)];
      await store.put(object, bytes);
      expect((await store.get(object, length))?.equals(bytes)).toBe(true);
      expect(await store.get(newName(), length)).toBeNull();
    });

    test("stores the same again", async () => {
      const store = open();
      const [object, bytes] = [newName(), randomBytes(2000)];
      await store.put(object, bytes);
      await store.put(object, bytes);
      expect((await store.get(object, 2000))?.equals(bytes)).toBe(true);
    });

    test("removes what is there, and what is not", async () => {
      const store = open();
      const [object, other] = [newName(), newName()];
      await store.put(object, randomBytes(2000));
      await store.put(other, randomBytes(2000));
      await store.remove(object);
      await store.remove(object);
      expect(await store.get(object, 2000)).toBeNull();
      expect((await store.get(other, 2000))?.length).toBe(2000);
    });

    test("does not return all of an object that is longer than expected", async () => {
      const store = open();
      const object = newName();
      await store.put(object, randomBytes(mebibyte));
      const read = await store.get(object, 10);
      expect(read?.length).toBeGreaterThan(10);
      expect(read?.length).toBeLessThan(mebibyte);
    });

    test("stores and returns many at the same time", async () => {
      const store = open();
      const objects = Array.from({ length: 40 }, () => [newName(), randomBytes(5000)] as const);
      await Promise.all(objects.map(([object, bytes]) => store.put(object, bytes)));
      const read = await Promise.all(objects.map(([object, bytes]) => store.get(object, bytes.length)));
      expect(read.every((bytes, index) => bytes?.equals(objects[index]?.[1] ?? Buffer.alloc(0)))).toBe(true);
    });

    test("can be probed", () => open().probe());
  });
}
