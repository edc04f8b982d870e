import fc from "fast-check";
import { expect, test } from "vitest";
import { addInto, bucketOf, increase, quantile } from "./histogram.ts";

const durations = fc.array(fc.double({ min: 2, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 });

function histogramOf(values: readonly number[]): number[] {
  const made: number[] = [];
  for (const value of values) increase(made, bucketOf(value), 1);
  return made;
}

test("a quantile is off by less than fifteen in a hundred", () => {
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95), (values, q) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
      const found = quantile(histogramOf(values), q) ?? 0;
      expect(found / exact).toBeGreaterThan(0.85);
      expect(found / exact).toBeLessThan(1.15);
    }),
  );
});

test("the sum of two histograms is the histogram of both", () => {
  fc.assert(
    fc.property(durations, durations, (one, two) => {
      const sum = histogramOf(one);
      addInto(sum, histogramOf(two));
      expect(sum).toEqual(histogramOf([...one, ...two]));
    }),
  );
});

test("nothing has no quantile, and what took no time counts as a millisecond", () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile([0, 0], 0.5)).toBeNull();
  expect(quantile(histogramOf([0, 0.2]), 0.95)).toBe(1);
  expect(bucketOf(Number.MAX_SAFE_INTEGER)).toBe(127);
});
