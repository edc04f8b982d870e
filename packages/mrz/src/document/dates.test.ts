import fc from "fast-check";
import { expect, test } from "vitest";
import { birthDate, expiryDate, todayAt } from "./dates.ts";

const today = { year: 2026, month: 6, day: 15 };

test("a birth date lies in the latest century in which it is not after today", () => {
  expect(birthDate("260615", today).iso).toBe("2026-06-15");
  expect(birthDate("260616", today).iso).toBe("1926-06-16");
  expect(birthDate("270101", today).iso).toBe("1927-01-01");
  expect(birthDate("000229", today).iso).toBe("2000-02-29");
});

test("an expiry date lies from 49 years ago to 50 ahead", () => {
  expect(expiryDate("770101", today).year).toBe(1977);
  expect(expiryDate("760101", today).year).toBe(2076);
  expect(expiryDate("260101", today).year).toBe(2026);
});

test("parts that the document leaves blank are null, and the date has no ISO form", () => {
  expect(birthDate("69<<<<", today)).toMatchObject({
    year: 1969,
    month: null,
    day: null,
    iso: null,
    possible: true,
  });
  expect(birthDate("<<<<<<", today)).toMatchObject({ year: null, possible: true });
  expect(birthDate("6905<<", today)).toMatchObject({ year: 1969, month: 5, iso: null });
});

test("a date that no calendar has is reported as impossible", () => {
  for (const text of ["691301", "690001", "690230", "690532", "6<0512", "69051", "69A512", "010229"])
    expect(birthDate(text, today).possible, text).toBe(false);
});

test("every day of a hundred years round-trips", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1926-06-16"), max: new Date("2026-06-15"), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(birthDate(iso.slice(2).replaceAll("-", ""), today).iso).toBe(iso);
      },
    ),
  );
});

test("an instant that is not a number counts as 1970", () => {
  expect(todayAt(Number.NaN)).toEqual({ year: 1970, month: 1, day: 1 });
});
