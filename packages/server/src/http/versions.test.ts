import { describe, expect, test } from "vitest";
import { Refusal } from "./refusals/problem.ts";
import { matchingVersion } from "./versions.ts";

const matches = (header: string | undefined, version: number) =>
  matchingVersion({ headers: header === undefined ? {} : { "if-match": header } })(version);

describe("a change is meant for", () => {
  test("any version without If-Match, or with *", () => {
    expect([matches(undefined, 3), matches("*", 3)]).toEqual([true, true]);
  });

  test("the version that If-Match names, and no other", () => {
    expect([matches('"3"', 3), matches('"3"', 4), matches('"33"', 3)]).toEqual([true, false, false]);
  });

  test("any of several versions", () => {
    expect([matches('"2", "4"', 4), matches('"2", "4"', 3)]).toEqual([true, false]);
  });

  test("a version whose validator a proxy has made weak", () => {
    expect(matches('W/"3"', 3)).toBe(true);
  });
});

test.each(["3", '"three"', '"3', "", '"3",'])("If-Match: %j is refused by name", (header) => {
  expect(() => matches(header, 3)).toThrow(Refusal);
});
