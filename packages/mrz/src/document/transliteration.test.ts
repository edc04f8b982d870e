import fc from "fast-check";
import { expect, test } from "vitest";
import { sameWriting, transliterations } from "./transliteration.ts";

test.each([
  ["Щербаков", "SHCHERBAKOV"],
  ["Юлия", "IULIIA"],
  ["Подъячев", "PODIEIACHEV"],
  ["Müller-Lüdenscheidt", "MUELLER LUEDENSCHEIDT"],
  ["D'Artagnan", "DARTAGNAN"],
  ["Ångström", "AANGSTROEM"],
  ["Strauß", "STRAUSS"],
  ["Łukasz Żółć", "LUKASZ ZOLC"],
  ["Nguyễn Văn", "NGUYEN VAN"],
  ["Søren Þór", "SOEREN THOR"],
])("%s is %s as Doc 9303 recommends it", (text, zone) => {
  expect(transliterations(text)[0]).toBe(zone);
});

test.each([
  ["Юлия", "YULIYA"],
  ["Сергей", "SERGEY"],
  ["Ўткир", "OTKIR"],
  ["Oʻtkir", "OTKIR"],
  ["Қодиров", "QODIROV"],
  ["Жамшид", "JAMSHID"],
  ["Гринько", "HRYNKO"],
  ["Ольга", "OLHA"],
  ["Müller", "MULLER"],
  ["Ғалымжан", "GALYMZHAN"],
])("%s can also be written %s", (text, zone) => {
  expect(transliterations(text)).toContain(zone);
});

test("every result is valid in a zone, whatever the text, and transliterates to itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
      for (const way of transliterations(text)) {
        expect(way).toMatch(/^([A-Z0-9]+( [A-Z0-9]+)*)?$/);
        expect(transliterations(way)).toEqual([way]);
      }
    }),
  );
});

test("a name in two alphabets is the same, another name is not", () => {
  expect(sameWriting("Юлия Щербакова", "YULIYA SHCHERBAKOVA")).toBe(true);
  expect(sameWriting("Müller-Lüdenscheidt", "MULLERLUDENSCHEIDT")).toBe(true);
  expect(sameWriting("Юлия", "YULIANNA")).toBe(false);
});
