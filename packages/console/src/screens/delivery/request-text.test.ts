import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { curlCommand, requestHead } from "./request-text.ts";

const url = "https://dwh.example/in?source=kyc";

test("a request's head names its path, its query and every header", () => {
  expect(requestHead({ url, requestHeaders: { "webhook-id": "evt_1", authorization: "***" } })).toBe(
    "POST /in?source=kyc HTTP/1.1\nwebhook-id: evt_1\nauthorization: ***",
  );
});

test("what is masked comes out of the environment", () => {
  const command = curlCommand({ url, requestHeaders: { "x-api-key": "***" } }, null);
  expect(command).toContain(`-H 'x-api-key: '"$X_API_KEY"`);
});

test("a shell reads each body as it was sent", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
      (body) => {
        const command = curlCommand({ url, requestHeaders: {} }, body);
        const run = `curl() { shift 4; printf %s "$1"; }; ${command}`;
        expect(execFileSync("sh", ["-c", run], { encoding: "utf8" })).toBe(body);
      },
    ),
    { numRuns: 25 },
  );
});
