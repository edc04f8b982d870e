import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

test("returns as many bytes as requested, and none twice", () => {
  const random = createRandom();
  const given = Array.from({ length: 5000 }, () => Buffer.from(random(12)).toString("hex"));
  expect(new Set(given).size).toBe(5000);
  expect(given.every((each) => each.length === 24)).toBe(true);
  expect(random(100_000)).toHaveLength(100_000);
});

test("what was given stays as it is when more is drawn", () => {
  const random = createRandom();
  const first = random(16);
  const copy = Buffer.from(first);
  for (let n = 0; n < 5000; n++) random(16);
  expect(Buffer.from(first)).toEqual(copy);
});
