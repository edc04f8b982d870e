import { checkCodes, checkNames, checks, sessionReasonCodes, sessionReasons } from "@countersign/wire";
import { expect, test } from "vitest";
import { checkTexts } from "./check-texts.ts";

test.each(["en", "ru"] as const)(
  "checks, codes and reasons are called in %s as everywhere else",
  (language) => {
    expect(checkTexts[language].check).toEqual(
      Object.fromEntries(checkNames.map((name) => [name, checks[name].title[language]])),
    );
    expect(checkTexts[language].code).toEqual(
      Object.fromEntries(Object.entries(checkCodes).map(([code, texts]) => [code, texts[language]])),
    );
    expect(checkTexts[language].reason).toEqual(
      Object.fromEntries(sessionReasonCodes.map((code) => [code, sessionReasons[code].title[language]])),
    );
  },
);
