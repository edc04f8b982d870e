import fc from "fast-check";
import { expect, test } from "vitest";
import { rowsOf, stacked, stepsBetween } from "./series.ts";

const steps = 5;
const values = fc.array(fc.nat(1000), { minLength: steps, maxLength: steps });
const chart = fc.array(values, { minLength: 1, maxLength: 4 }).map((all) => ({
  times: Array.from({ length: steps }, (_, at) => at * 60),
  series: all.map((each) => ({ label: "any", colour: "--ok" as const, values: each })),
}));

test("in a stack each series stands on those before it", () => {
  fc.assert(
    fc.property(chart, ({ series }) => {
      const tops = stacked(series);
      for (const [at, { values: own }] of series.entries()) {
        const below = tops[at - 1]?.values ?? own.map(() => 0);
        expect(tops[at]?.values.map((top, step) => top - (below[step] ?? 0))).toEqual(own);
      }
    }),
  );
});

test("the table leaves out steps without anything, and loses nothing else", () => {
  fc.assert(
    fc.property(chart, (data) => {
      const rows = rowsOf(data);
      for (const { time, values: row } of rows) {
        expect(row).toEqual(data.series.map(({ values: own }) => own[data.times.indexOf(time)]));
        expect(row.some((value) => value > 0)).toBe(true);
      }
      const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
      expect(sum(rows.flatMap((row) => row.values))).toBe(sum(data.series.flatMap((each) => each.values)));
      expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).toSorted((a, b) => b - a));
    }),
  );
});

test("a dragged part of the axis means the steps that it touches", () => {
  const minute = (n: number) => Date.UTC(2026, 10, 29, 5, n) / 1000;
  const times = [minute(0), minute(1), minute(2)];
  expect(stepsBetween(times, minute(0) + 20, minute(1) + 5)).toEqual({
    from: "2026-11-29T05:00:00.000Z",
    to: "2026-11-29T05:02:00.000Z",
  });
  expect(stepsBetween(times, minute(2) + 10, minute(2) + 40)).toEqual({
    from: "2026-11-29T05:02:00.000Z",
    to: "2026-11-29T05:03:00.000Z",
  });
  expect(stepsBetween(times, minute(-1), minute(9))).toEqual({
    from: "2026-11-29T05:00:00.000Z",
    to: "2026-11-29T05:03:00.000Z",
  });
});
