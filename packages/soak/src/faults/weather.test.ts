import { expect, test } from "vitest";
import { createWeather } from "./weather.ts";

test("a request is excused if a fault was on at any time since it began, or ended three seconds before", () => {
  let now = 100_000;
  const weather = createWeather(() => now);
  expect(weather.wasBadSince(now)).toBe(false);
  weather.begin("a fault");
  expect(weather.wasBadSince(now)).toBe(true);
  now += 5000;
  weather.end();
  expect([weather.wasBadSince(now - 1), weather.wasBadSince(now + 3000)]).toEqual([true, true]);
  expect(weather.wasBadSince(now + 3001)).toBe(false);
});
