import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bigints, byteas, days, doubles, integers, texts, times } from "./binary-arrays.ts";

/** The elements' bytes, as the format describes them. */
function elements(array: Buffer): { oid: number; values: (Buffer | null)[] } {
  const [dimensions, oid] = [array.readInt32BE(0), array.readInt32BE(8)];
  if (dimensions === 0) {
    expect(array).toHaveLength(12);
    return { oid, values: [] };
  }
  expect([dimensions, array.readInt32BE(16)]).toEqual([1, 1]);
  const values: (Buffer | null)[] = [];
  let at = 20;
  while (at < array.length) {
    const length = array.readInt32BE(at);
    at += 4;
    values.push(length === -1 ? null : array.subarray(at, at + length));
    at += Math.max(length, 0);
  }
  expect(values).toHaveLength(array.readInt32BE(12));
  return { oid, values };
}

describe("texts", () => {
  test("are written one after another, whatever was written before", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("same", "same", "бир хил"),
      fc.integer({ min: 1, max: 100_000 }).map((length) => "я".repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(fc.option(text, { nil: null }), { maxLength: 30 }), (values) => {
        expect(elements(texts(values))).toEqual({
          oid: 25,
          values: values.map((one) => (one === null ? null : Buffer.from(one))),
        });
      }),
    );
  });

  test("share no data", () => {
    const first = texts(["a", "b"]);
    const copy = Buffer.from(first);
    texts(["something", "else"]);
    expect(first).toEqual(copy);
  });
});

test("what is undefined is null", () => {
  const nothing = [null];
  for (const array of [texts, integers, doubles, days, times, byteas])
    expect(elements(array([undefined])).values).toEqual(nothing);
});

test.each([
  ["a fraction", () => integers([1.5])],
  ["33 bits", () => integers([2 ** 31])],
  ["an inexact number", () => bigints([2 ** 53])],
  ["another form of a day", () => days(["2026-3-4"])],
  ["a day that doesn't exist", () => days(["2026-02-30"])],
  ["an invalid Date", () => times([new Date(Number.NaN)])],
])("%s is refused", (_, write) => {
  expect(write).toThrow(RangeError);
});
