import { expect, test } from "vitest";
import { typedKeys } from "./typed-keys.ts";

test("two keys soon after each other are one command, the single key comes second", () => {
  const { next } = typedKeys();
  expect(next("g", 0)).toEqual(["g"]);
  expect(next("d", 500)).toEqual(["g d", "d"]);
});

test("a late key counts alone, and so does one after Escape", () => {
  const { next } = typedKeys();
  next("g", 0);
  expect(next("d", 1201)).toEqual(["d"]);
  next("Escape", 1300);
  expect(next("d", 1400)).toEqual(["d"]);
});
