import { expect, test } from "vitest";
import { languages } from "../languages.ts";
import { localizedErrorBody, operationErrorText } from "./error-texts.ts";
import { type OperationErrorCode, operationErrors } from "./errors.ts";

const codes = Object.keys(operationErrors) as OperationErrorCode[];

test.each(codes)("%s has a text in every language, each in its own script", (code) => {
  const texts = languages.map((language) => operationErrorText(code, language));
  expect(new Set(texts).size).toBe(languages.length);
  for (const text of texts) expect(text).toMatch(/^\p{Lu}.*\.$/u);
  const [ru = "", en = "", uz = "", oz = ""] = texts;
  for (const text of [ru, uz])
    expect(text.replaceAll(/JSON|HTTP|externalId|application\/json/g, "")).not.toMatch(/\p{Script=Latin}/u);
  for (const text of [en, oz]) expect(text).not.toMatch(/\p{Script=Cyrillic}/u);
});

test("a hook's own texts are not translated; English details accompany the sentence", () => {
  const own = { message: "Sold out", hook: "Stock" };
  expect(localizedErrorBody("denied", own, "ru").error).toEqual({ code: "denied", ...own });
  expect(
    localizedErrorBody("invalid_request", { message: "phone is required.", field: "phone" }, "ru").error,
  ).toEqual({
    code: "invalid_request",
    message: operationErrorText("invalid_request", "ru"),
    field: "phone",
    detail: "phone is required.",
  });
  const silent = { message: "The hook denied it without a message." };
  expect(localizedErrorBody("denied", silent, "oz").error.message).toBe(operationErrorText("denied", "oz"));
});
