import { expect, test, vi } from "vitest";
import { createGroup } from "./group.ts";

test("concurrent calls are served together, each with its own result", async () => {
  const serve = vi.fn(async (inputs: readonly number[]) => inputs.map((input) => input * 2));
  const group = createGroup({ size: 10, waitMs: 1, atOnce: 1, serve });
  expect(await Promise.all([1, 2, 3].map((input) => group.add(input)))).toEqual([2, 4, 6]);
  expect(serve).toHaveBeenCalledTimes(1);
});

test("a full group does not wait, and the rest forms the next", async () => {
  const sizes: number[] = [];
  const group = createGroup<number, number>({
    size: 2,
    waitMs: 1,
    atOnce: 1,
    serve: async (inputs) => {
      sizes.push(inputs.length);
      return inputs;
    },
  });
  await Promise.all([1, 2, 3, 4, 5].map((input) => group.add(input)));
  expect(sizes).toEqual([2, 2, 1]);
});

test("a group that fails fails its calls alone", async () => {
  const group = createGroup<number, number>({
    size: 1,
    waitMs: 0,
    atOnce: 1,
    serve: async (inputs) => {
      if (inputs[0] === 1) throw new Error("broken");
      return inputs;
    },
  });
  const [first, second] = await Promise.allSettled([group.add(1), group.add(2)]);
  expect([first?.status, second?.status]).toEqual(["rejected", "fulfilled"]);
});

test("heavy calls fill a group sooner, and one that is too heavy goes alone", async () => {
  const groups: number[][] = [];
  const group = createGroup<number, number>({
    size: 10,
    waitMs: 0,
    atOnce: 1,
    weight: (input) => input,
    serve: async (inputs) => {
      groups.push([...inputs]);
      return inputs;
    },
  });
  await Promise.all([4, 4, 4, 30, 1].map((input) => group.add(input)));
  expect(groups).toEqual([[4, 4], [4], [30], [1]]);
});

test("an urgent call takes those that wait with it, at once", async () => {
  const groups: number[][] = [];
  const group = createGroup<number, number>({
    size: 10,
    waitMs: 60_000,
    atOnce: 1,
    urgent: (input) => input === 3,
    serve: async (inputs) => {
      groups.push([...inputs]);
      return inputs;
    },
  });
  await Promise.all([1, 2, 3].map((input) => group.add(input)));
  expect(groups).toEqual([[1, 2, 3]]);
});
