import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alphabet } from "./alphabet.ts";
import { checkDigit } from "./check-digit.ts";
import { parseZone, type Zone } from "./parse.ts";

const today = { year: 2026, month: 6, day: 15 };

function zoneOf(...lines: string[]): Zone {
  const parsed = parseZone(lines, today);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.zone;
}

// The specimens printed in Doc 9303-4 to -7.
const td3 = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
const td2 = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"];
const td1 = [
  "I<UTOD231458907<<<<<<<<<<<<<<<",
  "7408122F1204159UTO<<<<<<<<<<<6",
  "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
];
const longNumber = [
  "I<UTOD23145890<7349<<<<<<<<<<<",
  "3407127M9507122UTO<<<<<<<<<<<2",
  "STEVENSON<<PETER<JOHN<<<<<<<<<",
];
const mrvA = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"];
const mrvB = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"];
const specimens = { td3, td2, td1, longNumber, mrvA, mrvB };

describe("the specimens of Doc 9303", () => {
  test("a passport", () => {
    const zone = zoneOf(...td3);
    expect(zone).toMatchObject({
      format: "TD3",
      problems: [],
      checkDigits: {
        number: "right",
        birthDate: "right",
        expiryDate: "right",
        personalNumber: "right",
        composite: "right",
      },
      fields: {
        documentCode: { code: "P", kind: "passport" },
        issuingState: { code: "UTO", kind: "specimen" },
        names: { primary: "ERIKSSON", secondary: "ANNA MARIA", mayBeTruncated: false },
        number: "L898902C3",
        nationality: { code: "UTO", kind: "specimen" },
        sex: "F",
        personalNumber: "ZE184226B",
      },
    });
    expect(zone.fields.birthDate.iso).toBe("1974-08-12");
    expect(zone.fields.expiryDate.iso).toBe("2012-04-15");
  });

  test("an identity card of three lines", () => {
    expect(zoneOf(...td1)).toMatchObject({
      format: "TD1",
      problems: [],
      checkDigits: { number: "right", composite: "right", personalNumber: "absent" },
      fields: { number: "D23145890", names: { primary: "ERIKSSON", secondary: "ANNA MARIA" } },
    });
  });

  test("a document number that continues in the optional data", () => {
    const zone = zoneOf(...longNumber);
    expect(zone).toMatchObject({ problems: [], checkDigits: { number: "right", composite: "right" } });
    expect(zone.fields).toMatchObject({ number: "D23145890734", optionalData: "" });
  });

  test("a card of two lines, and visas, which have no composite digit", () => {
    expect(zoneOf(...td2)).toMatchObject({
      format: "TD2",
      problems: [],
      checkDigits: { composite: "right" },
      fields: { personalNumber: null },
    });
    expect(zoneOf(...mrvA)).toMatchObject({
      format: "MRV-A",
      problems: [],
      checkDigits: { composite: "absent" },
      fields: { documentCode: { kind: "visa" }, number: "L8988901C", optionalData: "6ZE184226B" },
    });
    expect(zoneOf(...mrvB)).toMatchObject({ format: "MRV-B", problems: [] });
  });

  test("the check digits of the standard's examples", () => {
    expect(checkDigit("520727")).toBe("3");
    expect(checkDigit("AB2134<<<")).toBe("5");
    expect(checkDigit("HA672242<658022549601086<<<<<<<<<<<<<<0")).toBe("8");
  });
});

const specimen = fc.constantFrom(...Object.values(specimens));

test("a changed character under a check digit is never corrected: it is a problem or another value", () => {
  fc.assert(
    fc.property(
      specimen,
      fc.nat(2),
      fc.nat(43),
      fc.constantFrom(...alphabet),
      (lines, row, at, character) => {
        const line = lines[row % lines.length] ?? "";
        const place = at % line.length;
        const changed = lines.map((text) =>
          text === line ? text.slice(0, place) + character + text.slice(place + 1) : text,
        );
        const parsed = parseZone(changed, today);
        if (parsed.ok) expect(parsed.zone.lines).toEqual(changed);
      },
    ),
  );
});

test("every replaced digit in a date is noticed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 13, max: 18 }), fc.integer({ min: 1, max: 9 }), (at, more) => {
      const [first = "", second = ""] = td3;
      const digit = String((Number(second[at]) + more) % 10);
      const zone = zoneOf(first, second.slice(0, at) + digit + second.slice(at + 1));
      expect(zone.checkDigits.birthDate).toBe("wrong");
      expect(zone.problems).toContain("check-digit");
    }),
  );
});

test("arbitrary lines are parsed without throwing", () => {
  const zoneLine = (length: number) =>
    fc
      .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
      .map((line) => line.join(""));
  const zone = fc.oneof(
    fc.tuple(zoneLine(44), zoneLine(44)),
    fc.tuple(zoneLine(36), zoneLine(36)),
    fc.tuple(zoneLine(30), zoneLine(30), zoneLine(30)),
  );
  fc.assert(fc.property(zone, (lines) => void expect(parseZone(lines, today).ok).toBe(true)));
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 4 }), (lines) => {
      expect(parseZone(lines, today).ok).toBe(false);
    }),
  );
});

describe("contradictions to the standard are named", () => {
  const changed = (row: number, from: number, text: string) => {
    const lines = td3.map((line, at) =>
      at === row ? line.slice(0, from) + text + line.slice(from + text.length) : line,
    );
    return zoneOf(...lines).problems;
  };
  test.each([
    ["an unknown issuing state", 0, 2, "QQQ", "issuing-state"],
    ["an unknown nationality", 1, 10, "DEU", "nationality"],
    ["another document's code", 0, 0, "I", "document-code"],
    ["digits in a name", 0, 7, "1", "names"],
    ["a third part of the name", 0, 18, "<<X", "names"],
    ["a month 13", 1, 15, "13", "birth-date"],
    ["30 February", 1, 23, "0230", "expiry-date"],
    ["another sex", 1, 20, "Q", "sex"],
    ["an empty number", 1, 0, "<<<<<<<<<0", "number"],
  ])("%s", (_, row, from, text, problem) => {
    expect(changed(row, from, text)).toContain(problem);
  });
});

test("names full to the last character may be truncated", () => {
  const line = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K";
  expect(zoneOf(line, td3[1] ?? "").fields.names).toEqual({
    primary: "NILAVADHANANANDA",
    secondary: "CHAYAPA DEJTHAMRONG K",
    mayBeTruncated: true,
  });
});
