import { describe, expect, test } from "vitest";
import { type TreezorErrorCode, treezorError, treezorErrors } from "../treezor/errors.ts";
import {
  changeTreezorUserSchema,
  createTreezorDocumentSchema,
  createTreezorHookSchema,
  createTreezorUserSchema,
  retryQuerySchema,
  settableUserFields,
  treezorErrorSchema,
  treezorEventTypes,
} from "./treezor.ts";

describe("a user", () => {
  test("is made with the least: an address for mail", () => {
    expect(createTreezorUserSchema.parse({ email: "a.oak@example.com" })).toEqual({
      userTypeId: "1",
      email: "a.oak@example.com",
    });
  });

  test("has a type given as text or as a number", () => {
    expect(changeTreezorUserSchema.parse({ userTypeId: 2 })).toEqual({ userTypeId: "2" });
    expect(changeTreezorUserSchema.safeParse({ userTypeId: "9" }).success).toBe(false);
  });

  test("cannot be given a level, a status or an id", () => {
    for (const field of ["userId", "kycLevel", "kycReview", "userStatus", "clientId", "codeStatus"]) {
      expect(changeTreezorUserSchema.safeParse({ [field]: "2" }).success).toBe(false);
      expect(settableUserFields).not.toContain(field);
    }
    expect(settableUserFields).toContain("firstname");
  });

  test("has texts that any receiver can read", () => {
    expect(changeTreezorUserSchema.safeParse({ firstname: "Ая 😀" }).success).toBe(true);
    expect(changeTreezorUserSchema.safeParse({ firstname: "\ud800" }).success).toBe(false);
  });
});

test("a document names its user and its type as text or as numbers", () => {
  const document = { name: "passport.pdf", fileContentBase64: "QUJD" };
  const ids = [
    { userId: 12, documentTypeId: 17 },
    { userId: "12", documentTypeId: "17" },
  ];
  for (const given of ids) {
    expect(createTreezorDocumentSchema.parse({ ...document, ...given })).toMatchObject({
      userId: "12",
      documentTypeId: "17",
    });
  }
  const unknown = { ...document, userId: 12, documentTypeId: 3 };
  expect(createTreezorDocumentSchema.safeParse(unknown).success).toBe(false);
});

test("a hook may ask for each of the family's types, or for all by naming none", () => {
  expect(treezorEventTypes).toHaveLength(17);
  const hook = { url: "https://example.com/hook" };
  expect(createTreezorHookSchema.parse(hook)).toEqual(hook);
  expect(createTreezorHookSchema.safeParse({ ...hook, events: treezorEventTypes }).success).toBe(true);
  expect(createTreezorHookSchema.safeParse({ ...hook, events: ["kyc.failed"] }).success).toBe(false);
});

test("a query for a resend ends after it starts", () => {
  const startAt = "2026-01-01T00:00:00Z";
  expect(retryQuerySchema.safeParse({ startAt, endAt: "2026-01-02T00:00:00Z" }).success).toBe(true);
  expect(retryQuerySchema.safeParse({ startAt, endAt: startAt }).success).toBe(false);
});

test.each(Object.keys(treezorErrors))("%s is an error of the one shape", (text) => {
  const code = Number(text) as TreezorErrorCode;
  expect(text.slice(0, 3)).toBe(String(treezorErrors[code].http));
  const { message } = treezorErrors[code];
  expect(treezorError(code)).toEqual({ errors: [{ errorCode: code, errorMessage: message }] });
  expect(treezorErrorSchema.safeParse(treezorError(code)).success).toBe(true);
  expect(treezorError(code, ["email", "phone"]).errors.map((each) => each.field)).toEqual(["email", "phone"]);
});
