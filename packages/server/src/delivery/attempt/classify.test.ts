import { describe, expect, test } from "vitest";
import type { SendResult } from "../../outbound/index.ts";
import { classify, retryAfter } from "./classify.ts";

const answered = (status: number, headers: Record<string, string> = {}): SendResult => ({
  kind: "answered",
  status,
  headers,
  body: Buffer.alloc(0),
  truncated: false,
  dialled: "192.0.2.1:443",
  timings: { total: 1 },
});

test.each([
  [200, "delivered"],
  [204, "delivered"],
  [301, "redirect"],
  [400, "client-error"],
  [404, "client-error"],
  [410, "gone"],
  [429, "throttled"],
  [500, "server-error"],
  [503, "server-error"],
])("%i is %s", (status, outcome) => {
  expect(classify(answered(status), "2xx")).toBe(outcome);
});

test("a receiver that accepts by 200 alone has not accepted with a 204", () => {
  expect(classify(answered(200), "200")).toBe("delivered");
  expect(classify(answered(204), "200")).toBe("not-accepted");
});

test("a missing response is classified by its reason", () => {
  const failed: SendResult = { kind: "failed", reason: "timeout", detail: "", timings: { total: 1 } };
  expect(classify(failed, "2xx")).toBe("timeout");
});

describe("Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  test.each([
    [429, "7", 7_000],
    [503, "7", 7_000],
    [500, "7", undefined],
    [429, "Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    [429, "Wed, 31 Dec 2025 00:00:00 GMT", 0],
    [429, "soon", undefined],
    [429, "-5", undefined],
    [429, "1.5", undefined],
  ])("of a %i: %s", (status, header, expected) => {
    expect(retryAfter(answered(status, { "retry-after": header }), now)).toBe(expected);
  });
  test("absent", () => expect(retryAfter(answered(429), now)).toBeUndefined());
});
