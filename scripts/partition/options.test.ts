import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("all scenarios run with 20,000 events each unless options say otherwise", () => {
  const all = readOptions([]);
  expect(all).toMatchObject({ events: 20_000, rate: 400, seconds: 40, insideOf: null });
  expect(readOptions(["--events", "500", "--only", "cut,kill"])).toMatchObject({
    events: 500,
    scenarios: ["kill", "cut"],
  });
});

test.each([
  [
    ["--only", "cut,flood"],
    "unknown scenario flood; there are standby, kill, cut, freeze, stall, asynchronous",
  ],
  [["--events", "many"], "--events must be a whole number from 1"],
  [["--loud"], "Unknown option '--loud'"],
])("%j is refused", (args, message) => {
  expect(readOptions(args)).toContain(message);
});
