import { expect, test } from "vitest";
import { wilson } from "./wilson.ts";

test("no failure in 5,000 bounds the rate below a tenth of a percent", () => {
  expect(wilson(0, 5000).low).toBeCloseTo(0, 9);
  expect(wilson(0, 5000).high).toBeCloseTo(0.000768, 6);
});

test("half of a hundred lies between 40 and 60 percent", () => {
  expect(wilson(50, 100).low).toBeCloseTo(0.4038, 4);
  expect(wilson(50, 100).high).toBeCloseTo(0.5962, 4);
});

test("without trials the bounds are 0 and 100 percent", () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});
