import { describe, expect, test } from "vitest";
import { eventTypes } from "./index.ts";
import { eventFamilies, eventPatternProblem, typesOf, wantsEvent } from "./patterns.ts";

test.each([
  [["kyc.completed"], "kyc.completed", true],
  [["kyc.completed"], "kyc.failed", false],
  [["kyc.failed", "kyc.completed"], "kyc.completed", true],
  [["kyc.*"], "kyc.completed", true],
  [["kyc.*"], "kyc.review.done", true],
  [["kyc.*"], "kycreview.request", false],
  [["kyc.*"], "kyc", false],
  [["*"], "anything.at-all", true],
  [[], "kyc.completed", false],
  [["kyc*"], "kyc.completed", false],
  [["*.completed"], "kyc.completed", false],
])("%j wants %s: %s", (types, type, expected) => {
  expect(wantsEvent(types, type)).toBe(expected);
});

describe("a pattern", () => {
  test.each([...eventTypes, ...eventFamilies, "*"])("%s names something", (pattern) => {
    expect(eventPatternProblem(pattern)).toBeNull();
    expect(typesOf([pattern]).length).toBeGreaterThan(0);
  });

  test.each([
    ["check.pasport", "check.passport"],
    ["check", "check.*"],
    ["session.expire", "session.expired"],
    ["CHECK.PERSON", "check.person"],
    ["**", "*"],
    ["", "*"],
  ])("%s names nothing; %s is offered", (pattern, offered) => {
    expect(eventPatternProblem(pattern)).toContain(offered);
  });

  test("that is endless is answered briefly", () => {
    expect(eventPatternProblem("x".repeat(100_000))?.length).toBeLessThan(200);
  });

  test("of the object's own properties names nothing", () => {
    for (const name of ["constructor", "__proto__", ".*", "check.*.*"]) {
      expect(eventPatternProblem(name)).not.toBeNull();
    }
  });
});

test("types are yielded once and in the catalog's order", () => {
  expect(typesOf(["check.photo", "check.*", "check.outcome"])).toEqual(
    eventTypes.filter((type) => type.startsWith("check.")),
  );
});
