import fc from "fast-check";
import { expect, test } from "vitest";
import { fitGrid, placeIn } from "./grid.ts";

/** What the network sees of a line whose characters stand in a grid, without those that are missing. */
function presenceOf(grid: Parameters<typeof placeIn>[0], count: number, missing: readonly number[]) {
  const presence = new Float32Array(320);
  for (let index = 0; index < count; index++) {
    if (missing.includes(index)) continue;
    const place = placeIn(grid, index - (count - 1) / 2);
    for (let frame = 0; frame < presence.length; frame++)
      presence[frame] = Math.max(presence[frame] ?? 0, Math.exp(-((frame - place) ** 2) / 1.2));
  }
  return presence;
}

test("fits a grid to lines in perspective, some characters missing", () => {
  // corners off by 5 % of the width bend a line of 30 by 0.011 and one of 44 by 0.007 at most
  const line = fc.constantFrom([30, 0.011] as const, [36, 0.009] as const, [44, 0.007] as const);
  const share = fc.double({ min: -1, max: 1, noNaN: true });
  const missing = fc.array(fc.integer({ min: 4, max: 25 }), { maxLength: 2 });
  fc.assert(
    fc.property(line, share, missing, ([count, most], bent, gaps) => {
      const grid = { middle: 160, step: 4, bend: most * bent };
      const found = fitGrid(presenceOf(grid, count, gaps));
      expect(found?.count).toBe(count);
      for (let n = -(count - 1) / 2; found && n < count / 2; n++)
        expect(Math.abs(placeIn(found, n) - placeIn(grid, n))).toBeLessThan(0.7);
    }),
    { numRuns: 100 },
  );
});

test("finds no grid where nothing stands like print", () => {
  expect(fitGrid(new Float32Array(320))).toBeNull();
  expect(fitGrid(presenceOf({ middle: 160, step: 9, bend: 0 }, 20, []))).toBeNull();
});
