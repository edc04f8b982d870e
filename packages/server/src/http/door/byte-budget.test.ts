import { expect, test } from "vitest";
import { createByteBudget } from "./byte-budget.ts";

const never = () => {
  throw new Error("it was taken away");
};

test("a key has its share, and what it gives back is free again", () => {
  const budget = createByteBudget({ total: 100, share: 40 });
  const first = budget.open("a", never);
  expect([first.take(30), first.take(11), first.take(10)]).toEqual([true, false, true]);
  expect(budget.open("a", never).take(1)).toBe(false);
  expect(budget.open("b", never).take(40)).toBe(true);
  first.release();
  first.release();
  expect(budget.held()).toBe(40);
  expect(first.take(1)).toBe(false);
  expect(budget.open("a", never).take(40)).toBe(true);
});

test("where all is taken, who holds most loses its largest, and who comes gets its own", () => {
  const budget = createByteBudget({ total: 100, share: 90 });
  const lost: string[] = [];
  const greedy = [10, 50, 30].map((bytes) => {
    const held = budget.open("greedy", () => lost.push(`greedy ${bytes}`));
    held.take(bytes);
    return held;
  });
  const modest = budget.open("modest", () => lost.push("modest"));
  expect(modest.take(5)).toBe(true);
  expect(budget.open("new", never).take(20)).toBe(true);
  expect(lost).toEqual(["greedy 50"]);
  expect(greedy[1]?.take(1)).toBe(false);
  expect(greedy[0]?.take(1)).toBe(true);
  expect(budget.held()).toBe(10 + 1 + 30 + 5 + 20);
});

test("who holds most can't push out others for more", () => {
  const budget = createByteBudget({ total: 100, share: 90 });
  const greedy = budget.open("greedy", never);
  const other = budget.open("other", never);
  expect([greedy.take(60), other.take(40), greedy.take(10)]).toEqual([true, true, false]);
});
