import { describe, expect, test } from "vitest";
import {
  documentTypeCodes,
  documentTypes,
  foreignDocumentPattern,
  residentDocumentPattern,
} from "./documents.ts";

test("the dictionary is able-id's, in its order", () => {
  expect(documentTypeCodes.map((code) => [code, documentTypes[code].ru])).toEqual([
    ["IDMS_RECV_IP_DOCUMENTS", "Загранпаспорт гражданина РУз"],
    ["IDMS_RECV_CITIZ_DOCUMENTS", "Общегражданский биометрический паспорт"],
    ["IDMS_RECV_LBG_DOCUMENTS", "Проездной документ ЛБГ"],
    ["IDMS_RECV_MVD_IDCARD_CITIZEN", "ID-карта гражданина Республики Узбекистан"],
    ["IDMS_RECV_MVD_IDCARD_FOREIGN", "ID-карта иностранного гражданина"],
    ["IDMS_RECV_MVD_IDCARD_LBG", "ID-карта ЛБГ"],
    ["IDMS_RECV_MVD_IDCARD_NEWBORN", "ID-карта новорожденного"],
    ["IDMS_RECV_MJ_BIRTH_CERTS", "Свидетельства о рождении"],
  ]);
});

test.each(documentTypeCodes)("%s is titled in the right script of each language", (code) => {
  const { en, uz, oz } = documentTypes[code];
  expect(uz.replace("ID", "")).not.toMatch(/\p{Script=Latin}/u);
  expect(en + oz).not.toMatch(/\p{Script=Cyrillic}/u);
});

describe("document numbers", () => {
  test.each(["AB1234567", "ZZ0000000"])("%s is a resident's", (number) => {
    expect(number).toMatch(residentDocumentPattern);
  });

  test.each(["ab1234567", "AB123456", "AB12345678", "A11234567", "АВ1234567", "AB 1234567", "AB1234567\n"])(
    "%j is no resident's",
    (number) => {
      expect(number).not.toMatch(residentDocumentPattern);
    },
  );

  test.each(["AB12345678", "AB1234567", "123456789", "C01X00T47", "X1234"])(
    "%s may be a foreigner's",
    (number) => {
      expect(number).toMatch(foreignDocumentPattern);
    },
  );

  test.each(["", "AB 12345678", "ABCDEFGH", "ab12345678", "1234", "A".repeat(20) + 1, "AB-123456"])(
    "%j is no foreigner's",
    (number) => {
      expect(number).not.toMatch(foreignDocumentPattern);
    },
  );
});
