import { expect, test } from "vitest";
import { amount, bytes, count, countdown, duration, milliseconds, share } from "./times.ts";

test("a countdown shows minutes and seconds, hours where there are some, and never less than nothing", () => {
  expect(countdown(252_000)).toBe("4:12");
  expect(countdown(3_599_001)).toBe("1:00:00");
  expect(countdown(7_384_000)).toBe("2:03:04");
  expect(countdown(-5000)).toBe("0:00");
});

test("a duration has one unit, the largest that fits", () => {
  expect(duration(14 * 60_000, "en")).toBe("14 min");
  expect(duration(14 * 60_000, "ru")).toBe("14 мин");
  expect(duration(4 * 86_400_000, "en")).toBe("4 days");
  expect(duration(300, "en")).toBe("0 sec");
});

test("milliseconds of a call become seconds from a thousand on", () => {
  expect(milliseconds(0.42, "en")).toBe("0.4 ms");
  expect(milliseconds(812, "ru")).toBe("812 мс");
  expect(milliseconds(15_000, "en")).toBe("15.0 sec");
  expect(milliseconds(15_000, "ru")).toBe("15,0 с");
});

test("numbers have groups", () => {
  expect(count(12_345, "en")).toBe("12,345");
});

test("a share is 100 % only of all", () => {
  expect(share(0.99999, "en")).toBe("99.9%");
  expect(share(1, "ru")).toBe("100\u00a0%");
});

test("small figures keep what makes them more than nothing", () => {
  expect(amount(0.07, "en")).toBe("0.07");
  expect(amount(12.34, "ru")).toBe("12,3");
});

test("a size has the largest unit that fits", () => {
  expect(bytes(12_400_000, "en")).toBe("12.4 MB");
  expect(bytes(999, "en")).toBe("999 byte");
});
