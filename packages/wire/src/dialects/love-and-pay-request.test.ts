import { createHash, createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { loveAndPayRequestProblem, signLoveAndPayRequest } from "./love-and-pay-request.ts";

const now = Date.UTC(2026, 0, 1, 12);
const secret = "csk_not-a-real-key";
const request = { method: "POST", path: "/api/v2/kyc/sessions?x=1", body: '{"customerId":"ж"}' };
const headers = signLoveAndPayRequest(secret, request, now);

test("the signature is over method, path, time and the body's digest", () => {
  const digest = createHash("sha256").update(Buffer.from(request.body)).digest("hex");
  const text = `POST/api/v2/kyc/sessions?x=1${now}${digest}`;
  expect(headers).toEqual({
    "x-timestamp": "1767268800000",
    "x-signature": createHmac("sha256", secret).update(text).digest("hex"),
  });
  expect(loveAndPayRequestProblem([secret], request, headers, now)).toBeNull();
});

test.each([
  { method: "GET" },
  { path: "/api/v2/kyc/sessions" },
  { body: "" },
  { body: Buffer.from('{"customerId":"з"}') },
])("a change is noticed: %j", (change) => {
  expect(loveAndPayRequestProblem([secret], { ...request, ...change }, headers, now)).toBe(
    "invalid_signature",
  );
});

test("another secret, a missing header and a malformed one are refused", () => {
  const problem = (given: Record<string, string>, by = secret) =>
    loveAndPayRequestProblem([by], request, given, now);
  expect(problem(headers, "csk_another")).toBe("invalid_signature");
  for (const name of Object.keys(headers)) {
    expect(problem({ ...headers, [name]: "x" })).toBe("invalid_signature");
    const { [name as "x-timestamp"]: _, ...rest } = headers;
    expect(problem(rest)).toBe("invalid_signature");
  }
});

test("it holds for five minutes in both directions", () => {
  const at = (later: number) => loveAndPayRequestProblem([secret], request, headers, now + later);
  expect([at(300_000), at(-300_000)]).toEqual([null, null]);
  expect([at(300_001), at(-300_001)]).toEqual(["timestamp_out_of_range", "timestamp_out_of_range"]);
});
