import fc from "fast-check";
import { expect, test } from "vitest";
import { lsnOf, lsnText, nameOf, numberOf } from "./segments.ts";

test("places in the log are read and written as Postgres does", () => {
  expect(lsnOf("16/B374D848")).toBe(0x16_b374d848n);
  expect(lsnText(0x16_b374d848n)).toBe("16/B374D848");
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (lsn) => lsnOf(lsnText(lsn)) === lsn));
});

test("segments are named as Postgres names them", () => {
  const [four, sixteen] = [4n << 20n, 16n << 20n].map((bytes) => ({ bytes, timeline: "00000001" }));
  if (!four || !sixteen) throw new Error("unreachable");
  expect(nameOf(0x16_b374d848n / sixteen.bytes, sixteen)).toBe("0000000100000016000000B3");
  expect(nameOf(0x16_b374d848n / four.bytes, four)).toBe("0000000100000016000002CD");
  const anyNumber = fc.bigInt({ min: 0n, max: (1n << 40n) - 1n });
  fc.assert(
    fc.property(anyNumber, fc.constantFrom(four, sixteen), (number, kind) => {
      expect(numberOf(nameOf(number, kind), kind)).toBe(number);
    }),
  );
});
