import { expect, test } from "vitest";
import { wants } from "./event-filter.ts";

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
  expect(wants(types, type)).toBe(expected);
});
