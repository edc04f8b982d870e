import { expect, test } from "vitest";
import { createRestarts } from "./restarts.ts";

test("the first end is followed by a start at once, later ones by growing pauses up to half a minute", () => {
  const restarts = createRestarts();
  const pauses = Array.from({ length: 11 }, () => restarts.ended(1000));
  expect(pauses).toEqual([0, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000]);
  expect(restarts.inARow()).toBe(11);
});

test("a process that lived for a minute starts anew", () => {
  const restarts = createRestarts();
  for (let n = 0; n < 5; n++) restarts.ended(1000);
  expect(restarts.ended(60_000)).toBe(0);
  expect(restarts.inARow()).toBe(1);
});
