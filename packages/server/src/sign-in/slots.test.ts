import { expect, test } from "vitest";
import { createSlots } from "./slots.ts";

/** Work that ends when the test says so. */
function heldWork() {
  const held: { end: () => void; fail: () => void }[] = [];
  const work = () =>
    new Promise<string>((resolve, reject) =>
      held.push({ end: () => resolve("done"), fail: () => reject(new Error("failed")) }),
    );
  return { held, work };
}

/** Lets everything that can go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("only so many run at once; the others follow in their order", async () => {
  const slots = createSlots({ atOnce: 2, waiting: 2 });
  const { held, work } = heldWork();
  const ended: number[] = [];
  const all = [0, 1, 2, 3].map((at) => slots.run(work, () => new Error("full")).then(() => ended.push(at)));
  await settled();
  expect(held).toHaveLength(2);
  held[1]?.end();
  await settled();
  expect([held.length, ended]).toEqual([3, [1]]);
  for (let at = 0; at < 4; at++) {
    held[at]?.end();
    await settled();
  }
  await Promise.all(all);
  expect(ended).toEqual([1, 0, 2, 3]);
});

test("beyond those that may wait, work is refused and not begun", async () => {
  const slots = createSlots({ atOnce: 1, waiting: 1 });
  const { held, work } = heldWork();
  const first = slots.run(work, () => new Error("full"));
  const second = slots.run(work, () => new Error("full"));
  await expect(slots.run(work, () => new Error("full"))).rejects.toThrow("full");
  held[0]?.end();
  await first;
  await settled();
  held[1]?.end();
  expect(await second).toBe("done");
  expect(held).toHaveLength(2);
});

test("work that fails gives its slot back", async () => {
  const slots = createSlots({ atOnce: 1, waiting: 1 });
  const { held, work } = heldWork();
  const first = slots.run(work, () => new Error("full"));
  const second = slots.run(work, () => new Error("full"));
  held[0]?.fail();
  await expect(first).rejects.toThrow("failed");
  await settled();
  held[1]?.end();
  expect(await second).toBe("done");
});
