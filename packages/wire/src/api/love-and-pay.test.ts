import { describe, expect, test } from "vitest";
import { type LoveAndPayErrorCode, loveAndPayError, loveAndPayErrors } from "../love-and-pay/errors.ts";
import {
  createKycSessionSchema,
  createLoveAndPayWebhookSchema,
  kycSessionQuerySchema,
  loveAndPayErrorSchema,
  loveAndPayEventTypes,
} from "./love-and-pay.ts";

describe("a session", () => {
  test("needs nothing: basic, in Russian, without metadata", () => {
    expect(createKycSessionSchema.parse({})).toEqual({ level: "basic", language: "ru", metadata: {} });
  });

  test("speaks Russian, English and Kazakh", () => {
    for (const language of ["ru", "en", "kk"]) {
      expect(createKycSessionSchema.parse({ language })).toMatchObject({ language });
    }
    expect(createKycSessionSchema.safeParse({ language: "uz" }).success).toBe(false);
  });

  test("keeps metadata as it is given, up to a bound", () => {
    const metadata = { userId: "user_12345", nested: { z: [1, null], a: "😀" } };
    expect(JSON.stringify(createKycSessionSchema.parse({ metadata }).metadata)).toBe(
      JSON.stringify(metadata),
    );
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 1]));
    for (const bad of [many, { a: "x".repeat(10_001) }, [], "x"]) {
      expect(createKycSessionSchema.safeParse({ metadata: bad }).success).toBe(false);
    }
  });

  test("takes no field that it does not know", () => {
    expect(createKycSessionSchema.safeParse({ webhookUrl: "https://example.com" }).success).toBe(false);
  });
});

test("a list has 20 sessions by default, 100 at most", () => {
  expect(kycSessionQuerySchema.parse({})).toEqual({ limit: 20, offset: 0 });
  expect(kycSessionQuerySchema.parse({ status: "APPROVED", limit: "100", offset: "5" })).toMatchObject({
    limit: 100,
    offset: 5,
  });
  expect(kycSessionQuerySchema.safeParse({ limit: "101" }).success).toBe(false);
});

test("a webhook asks for kyc events, with a secret that every signature can be made with", () => {
  expect(loveAndPayEventTypes).toEqual(["kyc.completed", "kyc.failed"]);
  const webhook = { url: "https://example.com/hook", events: ["kyc.failed"] };
  const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  expect(createLoveAndPayWebhookSchema.parse({ ...webhook, secret })).toEqual({ ...webhook, secret });
  for (const bad of [
    { secret: "secret" },
    { secret: "whsec_QUJD" },
    { secret: `whsec_${Buffer.alloc(23, 1).toString("base64")}` },
    { secret: `whsec_${Buffer.alloc(65, 1).toString("base64")}` },
    { events: [] },
    { events: ["check.person"] },
  ]) {
    expect(createLoveAndPayWebhookSchema.safeParse({ ...webhook, ...bad }).success).toBe(false);
  }
});

test.each(Object.keys(loveAndPayErrors) as LoveAndPayErrorCode[])(
  "%s is an error of the one shape",
  (code) => {
    for (const language of ["ru", "en"] as const) {
      expect(loveAndPayErrorSchema.safeParse(loveAndPayError(code, language, "metadata.a")).success).toBe(
        true,
      );
    }
    expect(loveAndPayError(code, "en")).toEqual({
      error: { code, message: loveAndPayErrors[code].message.en },
    });
    expect(loveAndPayErrors[code].message.en).not.toMatch(/\p{Script=Cyrillic}/u);
    expect(loveAndPayErrors[code].message.ru).toMatch(/\p{Script=Cyrillic}/u);
  },
);
