import { describe, expect, test } from "vitest";
import { languages } from "../languages.ts";
import { type AbleIdStatusCode, ableIdBody, ableIdCodes, ableIdHttpStatus } from "./errors.ts";

const codes = Object.keys(ableIdCodes).map((code) => Number(code) as AbleIdStatusCode);

describe.each(codes)("%i", (code) => {
  const { message } = ableIdCodes[code];

  test("says it in four languages, each in its script", () => {
    const words = (text: string) => text.replaceAll("URL", "");
    expect(words(message.ru)).not.toMatch(/\p{Script=Latin}/u);
    expect(words(message.uz)).not.toMatch(/\p{Script=Latin}/u);
    expect(message.en + message.oz).not.toMatch(/\p{Script=Cyrillic}/u);
  });

  test("says it differently in each, so that the message tells the language", () => {
    expect(new Set(languages.map((language) => message[language])).size).toBe(languages.length);
  });
});

test("types are distinct", () => {
  expect(new Set(Object.values(ableIdCodes).map(({ type }) => type)).size).toBe(codes.length);
});

test("a body has able-id's keys in able-id's order", () => {
  expect(JSON.stringify(ableIdBody(200, "ru", { isSuccess: true }))).toBe(
    '{"statusCode":200,"type":"SUCCESS","message":"Успешно","data":{"isSuccess":true}}',
  );
  expect(ableIdBody(20423, "en", null)).toMatchObject({
    statusCode: 20423,
    type: "ONEID_DATA_LOCKED",
    data: null,
  });
});

test("errors are HTTP 400, but for another cell's id, too many requests, a fault of the service and locked data", () => {
  const other = codes.filter((code) => code !== 200).filter((code) => ableIdHttpStatus(code) !== 400);
  expect(other).toEqual([10421, 10429, 10500, 20423]);
  expect(other.map(ableIdHttpStatus)).toEqual([421, 429, 500, 423]);
});
