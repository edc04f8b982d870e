import { expect, test } from "vitest";
import { dayInTashkent } from "./tashkent-day.ts";

test("a day in Tashkent begins at 19:00 UTC of the day before", () => {
  expect(dayInTashkent(Date.parse("2030-01-01T18:59:59.999Z"))).toBe("2030-01-01");
  expect(dayInTashkent(Date.parse("2030-01-01T19:00:00.000Z"))).toBe("2030-01-02");
});
