import { expect, test } from "vitest";
import { cameraTexts } from "./camera/languages.ts";
import { textsByLanguage } from "./languages.ts";
import { signingTexts } from "./signing/languages.ts";

/** Each text by its path; functions are called with 2, and lists counted. */
function textsOf(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value(2, 3))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsOf(each, `${path}.${key}`));
}

const dictionaries = { page: textsByLanguage, camera: cameraTexts, signing: signingTexts };
const cases = Object.entries(dictionaries).flatMap(([name, languages]) =>
  Object.keys(languages).map((language) => ({ name, language: language as keyof typeof languages })),
);

test.each(cases)("the $name in $language has every text, and none in English", async ({ name, language }) => {
  const languages = dictionaries[name as keyof typeof dictionaries];
  const [english, texts] = [textsOf(await languages.en()), textsOf(await languages[language]())];
  const pathsOf = (all: [string, string][]) => all.map(([path]) => path).sort();
  expect(pathsOf(texts)).toEqual(pathsOf(english));
  expect(texts.filter(([, text]) => text.trim() === "")).toEqual([]);
  if (language === "en") return;
  const same = english.filter(
    ([path, text]) => / /.test(text) && texts.some((one) => one[0] === path && one[1] === text),
  );
  expect(same).toEqual([]);
});
