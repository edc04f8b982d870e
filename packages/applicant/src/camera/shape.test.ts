import fc from "fast-check";
import { expect, test } from "vitest";
import { aspects, cropOf } from "./shape.ts";

const sizes = fc.record({
  width: fc.integer({ min: 100, max: 5000 }),
  height: fc.integer({ min: 100, max: 5000 }),
});
const anyAspect = fc.constantFrom(...Object.values(aspects));

test("a crop lies in the picture's middle, has the outline's aspect, and touches two edges", () => {
  fc.assert(
    fc.property(sizes, anyAspect, (picture, aspect) => {
      const { x, y, width, height } = cropOf(picture, aspect);
      expect(Math.abs(2 * x + width - picture.width)).toBeLessThanOrEqual(1);
      expect(Math.abs(2 * y + height - picture.height)).toBeLessThanOrEqual(1);
      expect(Math.abs(width - height * aspect)).toBeLessThanOrEqual(2);
      expect(width === picture.width || height === picture.height).toBe(true);
      expect([x, y].every((start) => start >= 0)).toBe(true);
    }),
  );
});

test("a phone held upright sends the whole width of its camera", () => {
  expect(cropOf({ width: 2160, height: 3840 }, aspects.passport)).toEqual({
    x: 0,
    y: 1160,
    width: 2160,
    height: 1521,
  });
});
