import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

const limits = { items: 5, size: 100, itemsPerProject: 3, sizePerProject: 60 };
const anyone = () => true;

test("projects take turns, however much each has brought", () => {
  const queue = createTurns<string>(limits);
  for (const item of ["a1", "a2", "a3"]) queue.add("a", item, 1);
  for (const item of ["b1", "b2"]) queue.add("b", item, 1);
  const order = Array.from({ length: 6 }, () => queue.take(anyone));
  expect(order).toEqual(["a1", "b1", "a2", "b2", "a3", null]);
});

test("a project that may not take a turn keeps its place and delays no other", () => {
  const queue = createTurns<string>(limits);
  queue.add("a", "a1", 1);
  queue.add("b", "b1", 1);
  expect(queue.take((projectId) => projectId !== "a")).toBe("b1");
  expect(queue.take((projectId) => projectId !== "a")).toBeNull();
  expect(queue.take(anyone)).toBe("a1");
});

test("one project can't fill it, nor can all together beyond its bounds", () => {
  const queue = createTurns<string>(limits);
  expect(["a1", "a2", "a3", "a4"].map((item) => queue.add("a", item, 1))).toEqual([true, true, true, false]);
  expect(["b1", "b2", "b3"].map((item) => queue.add("b", item, 1))).toEqual([true, true, false]);
  const large = createTurns<string>(limits);
  expect([large.add("a", "a1", 60), large.add("a", "a2", 1)]).toEqual([true, false]);
  expect([large.add("b", "b1", 41), large.add("b", "b2", 40)]).toEqual([false, true]);
});

test("what waits no longer leaves room behind", () => {
  const queue = createTurns<string>(limits);
  queue.add("a", "a1", 60);
  expect(queue.remove("a", "a1")).toBe(true);
  expect(queue.remove("a", "a1")).toBe(false);
  expect(queue.add("a", "a2", 60)).toBe(true);
  expect(queue.drain()).toEqual(["a2"]);
  expect(queue.take(anyone)).toBeNull();
});
