import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makePinfl, type PinflParts, parsePinfl, type Sex, validatePinfl } from "./pinfl.ts";

const anyParts: fc.Arbitrary<PinflParts> = fc.record({
  birthDate: fc
    .date({ min: new Date("1800-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  sex: fc.constantFrom<Sex>(1, 2),
  area: fc.integer({ min: 1, max: 999 }),
  serial: fc.integer({ min: 1, max: 999 }),
});

test("what a PINFL is made of can be read from it", () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      const pinfl = makePinfl(parts);
      expect(pinfl).toMatch(/^[1-6]\d{13}$/);
      expect(parsePinfl(pinfl)).toEqual({ ok: true, parts });
      expect(validatePinfl(pinfl, "live", parts.birthDate)).toBeNull();
    }),
  );
});

test("one wrong digit is noticed, unless the check digit's weights cannot tell it", () => {
  fc.assert(
    fc.property(anyParts, fc.nat(13), fc.integer({ min: 1, max: 9 }), (parts, at, add) => {
      const pinfl = makePinfl(parts);
      const digit = (Number(pinfl.charAt(at)) + add) % 10;
      // Weights 7, 3 and 1 have no factor in common with 10: every change of a single digit changes
      // the sum.
      expect(validatePinfl(pinfl.slice(0, at) + digit + pinfl.slice(at + 1), "live")).not.toBeNull();
    }),
  );
});

/** A PINFL of these 13 digits, whatever they say, with its right check digit. */
function withCheckDigit(head: string): string {
  const digits = Array.from({ length: 10 }, (_, digit) => `${head}${digit}`);
  const right = digits.filter((pinfl) => validatePinfl(pinfl, "live") !== "check-digit");
  return right[0] ?? "";
}

describe("in live mode", () => {
  const right = makePinfl({ birthDate: "1990-07-15", sex: 1, area: 12, serial: 34 });

  test.each([
    ["digits", "1234567890123"],
    ["digits", "123456789012345"],
    ["digits", "3150790012003a"],
    ["digits", "31507900120 34"],
    ["digits", "٣١٥٠٧٩٠٠١٢٠٠٣٤"],
    ["digits", `${right}\n`],
    ["century", `0${right.slice(1)}`],
    ["century", `7${right.slice(1)}`],
    ["date", withCheckDigit("3310290012003")],
    ["date", withCheckDigit("3290200012003")],
    ["area", withCheckDigit("3150790000034")],
    ["serial", withCheckDigit("3150790012000")],
    ["check-digit", right.slice(0, 13) + ((Number(right.charAt(13)) + 1) % 10)],
  ])("%s: %j", (problem, pinfl) => {
    expect(validatePinfl(pinfl, "live")).toBe(problem);
  });

  // Worked out by hand: the first is 6*7+2*3+9*1+0*7+2*3+0*1+4*7+0*3+0*1+1*7+0*3+0*1+1*7 = 105.
  test.each(["62902040010015", "50101009876544"])(
    "%s has the check digit of the weights 7, 3, 1",
    (pinfl) => {
      expect(validatePinfl(pinfl, "live")).toBeNull();
    },
  );

  test("the birth date must be the number's own", () => {
    expect(validatePinfl(right, "live", "1990-07-15")).toBeNull();
    expect(validatePinfl(right, "live", "1990-07-16")).toBe("birth-date-mismatch");
    expect(validatePinfl(right, "live", "1890-07-15")).toBe("birth-date-mismatch");
  });

  test("29 February is judged by the century", () => {
    const born = (birthDate: string) => () => makePinfl({ birthDate, sex: 2, area: 1, serial: 1 });
    expect(born("2000-02-29")).not.toThrow();
    expect(born("1900-02-29")).toThrow(RangeError);
  });

  test("the documentation's example is none", () => {
    expect(validatePinfl("12345678901234", "live")).not.toBeNull();
  });
});

describe("in test mode", () => {
  test("any 14 digits do, whatever the birth date", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{14}$/), (pinfl) => {
        expect(validatePinfl(pinfl, "test", "2000-12-12")).toBeNull();
      }),
    );
  });

  test("nothing else does", () => {
    for (const pinfl of ["", "1234567890123", "123456789012345", "1234567890123x"]) {
      expect(validatePinfl(pinfl, "test")).toBe("digits");
    }
  });
});

test.each([
  { birthDate: "1799-12-31", sex: 1, area: 1, serial: 1 },
  { birthDate: "2100-01-01", sex: 1, area: 1, serial: 1 },
  { birthDate: "2000-01-01", sex: 1, area: 0, serial: 1 },
  { birthDate: "2000-01-01", sex: 1, area: 1, serial: 1000 },
  { birthDate: "2000-02-30", sex: 1, area: 1, serial: 1 },
  { birthDate: "nonsense", sex: 1, area: 1, serial: 1 },
] as const)("%j have no PINFL", (parts) => {
  expect(() => makePinfl(parts)).toThrow(RangeError);
});
