import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { valueOn } from "./payload-chain.ts";

const link = { day: "2026-02-27", value: randomBytes(32) };

test("a later link leads to the same values, over the ends of months", () => {
  const later = { day: "2026-03-02", value: valueOn(link, "2026-03-02") ?? Buffer.alloc(0) };
  for (const day of ["2026-03-02", "2026-03-03", "2027-03-02"]) {
    expect(valueOn(later, day)).toEqual(valueOn(link, day));
  }
  expect(valueOn(link, "2026-02-28")).not.toEqual(link.value);
});

test("earlier values can't be computed, and an invalid day has no value", () => {
  expect(valueOn(link, "2026-02-26")).toBeNull();
  expect(valueOn(link, "not a day")).toBeNull();
});
