import { expect, test } from "vitest";
import { errorOf } from "./problem.ts";

const said = (headers: Record<string, string>) => errorOf(new Response(null, { status: 429, headers }), null);

test("an error has the wait and the request that the response's headers name", () => {
  expect(said({ "retry-after": "60", "x-request-id": "r-1" })).toMatchObject({
    status: 429,
    retryAfterSeconds: 60,
    requestId: "r-1",
    code: "unreadable",
  });
  expect(said({}).retryAfterSeconds).toBeNull();
  expect(said({ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }).retryAfterSeconds).toBeNull();
});
