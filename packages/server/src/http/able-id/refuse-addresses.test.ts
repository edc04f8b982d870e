import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findAddress, maxDepth } from "./refuse-addresses.ts";

describe("an address in a request", () => {
  test.each([
    "webhookUrl",
    "WEBHOOKURL",
    "webhook_url",
    "callbackUrl",
    "callback",
    "redirectUrl",
    "redirect",
    "hook",
    "hooks",
    "hookUrl",
    "url",
    "URL",
    "PERSON_WEBHOOK_URL",
    "registration_webhook_url",
    "photoWebhookUrl",
    "FOREIGN_WEBHOOK_URL",
    "SUCCESS_REDIRECT_URL",
    "Error_Redirect_Url",
  ])("is found by the name %s, whatever its value", (name) => {
    for (const value of [null, 1, "", "x", [], {}]) {
      expect(findAddress({ pinfl: "1", [name]: value })).toEqual({ field: name, reason: "address" });
      expect(findAddress({ a: [{ [name]: value }] })).toEqual({ field: `a[0].${name}`, reason: "address" });
    }
  });

  test("is found by its value", () => {
    expect(findAddress({ a: { b: ["x", "HTTPS://example.com"] } })?.field).toBe("a.b[1]");
    expect(findAddress({ transactionId: "order http://example.com" })?.field).toBe("transactionId");
  });

  test("may stand in the exempt field, and only at the top", () => {
    expect(findAddress({ hooks: ["https://example.com"] }, "hooks")).toBeNull();
    expect(findAddress({ a: { hooks: [] } }, "hooks")?.field).toBe("a.hooks");
  });

  test("isn't seen where there is none", () => {
    expect(
      findAddress({
        projectId: "p",
        secret: "s",
        pinfl: "12345678901234",
        birthDate: "12.12.2000",
        lang: "ru",
      }),
    ).toBeNull();
  });

  test("is looked for without regard to how deep a body is", () => {
    let deep: unknown = "x";
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(findAddress({ deep })?.reason).toBe("too-deep");
    expect(maxDepth).toBeGreaterThan(4);
  });

  test("never makes the search fail", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => void findAddress(body)));
  });
});
