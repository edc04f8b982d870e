import fc from "fast-check";
import { expect, test } from "vitest";
import { accentOf, contrast, isReadableOnWhite } from "./accent.ts";

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, "0")}`);

test("contrast is WCAG's: 21 of black to white, 1 of a colour to itself, 4.54 of #767676 to white", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  expect(contrast("#123456", "#123456")).toBe(1);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
  expect([isReadableOnWhite("#767676"), isReadableOnWhite("#777777")]).toEqual([true, false]);
});

test("every colour has a form that can be read on the dark ground, and black on it", () => {
  fc.assert(
    fc.property(colours, (colour) => {
      const { light, dark } = accentOf(colour);
      expect(light).toBe(colour);
      expect(contrast(dark, "#161c1b")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark, "#000000")).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
