import { describe, expect, test } from "vitest";
import { parseInput } from "../fields.ts";
import {
  checkBodyProblem,
  getPersonDirectSchema,
  getPersonSchema,
  startForeignSchema,
  startSecondSchema,
} from "./able-id.ts";

const start = {
  projectId: "yDkeHoHWXVqQ9M_URZUtb",
  secret: "not-a-secret",
  transactionId: "order-1024",
  pinfl: "12345678901234",
  birthDate: "12.12.2000",
};

function refusal(schema: Parameters<typeof parseInput>[0], body: unknown) {
  const parsed = parseInput(schema, body);
  if (parsed.ok) throw new Error("the body was taken");
  const { code, field } = checkBodyProblem(parsed.problems);
  return [code, field];
}

test("a start call is taken with the least, its birth date normalised", () => {
  expect(parseInput(startSecondSchema, start)).toMatchObject({
    ok: true,
    value: { birthDate: "2000-12-12", hooks: [] },
  });
});

test("outcome hooks are http or https addresses", () => {
  const hooks = ["https://example.com/a", "http://127.0.0.1:1/b"];
  expect(parseInput(startSecondSchema, { ...start, hooks })).toMatchObject({ ok: true, value: { hooks } });
  for (const bad of ["ftp://example.com", "example.com", "javascript:alert(1)", "https://", 1]) {
    expect(refusal(startSecondSchema, { ...start, hooks: [hooks[0], bad] })).toEqual([20202, "hooks.1"]);
  }
});

describe("the code of a refused body", () => {
  test("is 20201 for the first missing field, before anything wrong", () => {
    const { transactionId: _, ...rest } = start;
    expect(refusal(startSecondSchema, { ...rest, birthDate: "never" })).toEqual([20201, "transactionId"]);
  });

  test("is 20202 for a wrong one", () => {
    expect(refusal(startSecondSchema, { ...start, birthDate: "30.02.2000" })).toEqual([20202, "birthDate"]);
    expect(refusal(startSecondSchema, { ...start, lang: "kk" })).toEqual([20202, "lang"]);
    expect(refusal(startSecondSchema, { ...start, transactionId: "x".repeat(101) })).toEqual([
      20202,
      "transactionId",
    ]);
    expect(refusal(startForeignSchema, { ...start, document: "AB 1" })).toEqual([20202, "document"]);
  });

  test("is 10103 for a PINFL that is not a text", () => {
    expect(refusal(startSecondSchema, { ...start, pinfl: 12345678901234 })).toEqual([10103, "pinfl"]);
  });

  test("is 10203 for a missing or empty photo", () => {
    const direct = { ...start, attemptId: "a" };
    expect(refusal(getPersonDirectSchema, direct)).toEqual([10203, "photo"]);
    expect(refusal(getPersonDirectSchema, { ...direct, photo: "" })).toEqual([10203, "photo"]);
  });

  test("is 20202 for no object at all", () => {
    for (const body of [null, [], "x", undefined])
      expect(refusal(getPersonSchema, body)).toEqual([20202, ""]);
  });
});
