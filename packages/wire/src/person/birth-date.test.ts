import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { birthDateSchema, dateSchema, isCalendarDate, normaliseDate } from "./birth-date.ts";

const anyDay = fc
  .date({ min: new Date("1800-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("both forms of any day are the same day", () => {
  fc.assert(
    fc.property(anyDay, (iso) => {
      const [year, month, day] = iso.split("-");
      expect(normaliseDate(iso)).toBe(iso);
      expect(normaliseDate(`${day}.${month}.${year}`)).toBe(iso);
    }),
  );
});

test("exactly the days that Date knows are calendar days", () => {
  const part = fc.integer({ min: -1, max: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 9999 }), part, part, (year, month, day) => {
      const date = new Date(Date.UTC(year, month - 1, day));
      const same =
        date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year;
      expect(isCalendarDate(year, month, day)).toBe(same);
    }),
  );
});

describe("the birth date of a request", () => {
  test("is normalised", () => {
    expect(birthDateSchema.parse("12.12.2000")).toBe("2000-12-12");
    expect(birthDateSchema.parse("2000-02-29")).toBe("2000-02-29");
  });

  test.each([
    "30.02.2000",
    "29.02.1900",
    "2001-02-29",
    "2000-13-01",
    "00.01.2000",
    "1.1.2000",
    "12/12/2000",
    "2000-12-12T00:00:00Z",
    " 12.12.2000",
    "12.12.2000\n",
    "12.12.00",
    "0000-01-01",
    "",
  ])("%j is refused", (text) => {
    expect(normaliseDate(text)).toBeNull();
    const result = birthDateSchema.safeParse(text);
    expect(result.success).toBe(false);
    expect(JSON.stringify(result.error)).not.toContain(text === "" ? "never" : JSON.stringify(text));
  });

  test("of another type is refused", () => {
    for (const value of [20001212, null, undefined, {}, ["12.12.2000"]]) {
      expect(birthDateSchema.safeParse(value).success).toBe(false);
    }
  });
});

test("a stored date has one form only", () => {
  expect(dateSchema.safeParse("2000-12-12").success).toBe(true);
  expect(dateSchema.safeParse("12.12.2000").success).toBe(false);
  expect(dateSchema.safeParse("2000-02-30").success).toBe(false);
});
