import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  loveAndPayFailureDetails,
  loveAndPayFailureReasonCodes,
  loveAndPayFailureReasons,
  loveAndPayLanguages,
} from "./failure-reasons.ts";
import { maskDocumentNumber, maskedDocumentPattern } from "./mask.ts";

test("the reasons are Love&Pay's six, in its order", () => {
  expect(loveAndPayFailureReasonCodes).toEqual([
    "document_expired",
    "document_unreadable",
    "document_mismatch",
    "selfie_mismatch",
    "suspected_fraud",
    "unsupported_document",
  ]);
});

test("the details read as Love&Pay's sample does", () => {
  expect(loveAndPayFailureDetails("document_expired", "ru")).toBe(
    "Срок действия документа истёк. Пожалуйста, используйте действующий документ.",
  );
});

describe.each(loveAndPayFailureReasonCodes)("%s", (code) => {
  test("is said in three languages, each in its own words and script", () => {
    const { title, advice } = loveAndPayFailureReasons[code];
    for (const text of [title, advice]) {
      expect(new Set(loveAndPayLanguages.map((language) => text[language])).size).toBe(3);
      expect(text.en).not.toMatch(/\p{Script=Cyrillic}/u);
      for (const language of ["ru", "kk"] as const) {
        expect(text[language].replace("ID", "")).not.toMatch(/\p{Script=Latin}/u);
      }
    }
  });
});

describe("a masked document number", () => {
  test("shows its last four", () => {
    expect(maskDocumentNumber("AB1235678")).toBe("****5678");
    expect(maskDocumentNumber("4510 12-56.78")).toBe("****5678");
    expect(maskDocumentNumber("№ 𐐀𐐁𐐂𐐃𐐄")).toBe("****𐐁𐐂𐐃𐐄");
  });

  test("is never the whole number", () => {
    expect(maskDocumentNumber("5678")).toBe("****");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (number) => {
        const masked = maskDocumentNumber(number);
        expect(masked).toMatch(maskedDocumentPattern);
        expect([...masked].length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
