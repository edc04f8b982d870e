import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RawRecord } from "./raw-record.ts";
import { splitArray } from "./split-array.ts";
import { splitLines } from "./split-lines.ts";

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(records: AsyncIterable<RawRecord>): Promise<RawRecord[]> {
  const list: RawRecord[] = [];
  for await (const record of records) list.push(record);
  return list;
}

const pieceSize = fc.integer({ min: 1, max: 50 });
const values = fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 12 });

function parsed(records: RawRecord[]): unknown[] {
  return records.map((record) => ("text" in record ? JSON.parse(record.text) : record));
}

describe("NDJSON", () => {
  test("gives back every value, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(values, pieceSize, async (list, size) => {
        const text = list.map((value) => JSON.stringify(value)).join("\r\n");
        const records = await all(splitLines(inPieces(text, size)));
        expect(parsed(records)).toEqual(JSON.parse(JSON.stringify(list)));
        expect(records.map((record) => record.at)).toEqual(list.map((_, i) => i + 1));
      }),
    );
  });

  test("counts blank lines but passes over them", async () => {
    expect(await all(splitLines(inPieces("\n\n{}\n  \n[]", 3)))).toEqual([
      { at: 3, text: "{}" },
      { at: 5, text: "[]" },
    ]);
  });

  test("refuses a line beyond the limit and goes on", async () => {
    const records = await all(splitLines(inPieces(`1\n${"x".repeat(100)}\n2`, 7), 50));
    expect(records).toEqual([
      { at: 1, text: "1" },
      { at: 2, problem: "too-long" },
      { at: 3, text: "2" },
    ]);
  });

  test("refuses a line that is not UTF-8", async () => {
    async function* chunks() {
      yield Buffer.from([0x31, 0x0a, 0xff, 0xfe, 0x0a, 0x32]);
    }
    expect(await all(splitLines(chunks()))).toEqual([
      { at: 1, text: "1" },
      { at: 2, problem: "not-utf8" },
      { at: 3, text: "2" },
    ]);
  });
});

describe("a JSON array", () => {
  test("gives back every value, however it is written and cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(values, pieceSize, fc.constantFrom(0, 2), async (list, size, indent) => {
        const text = JSON.stringify(list, null, indent);
        const records = await all(splitArray(inPieces(text, size)));
        expect(parsed(records)).toEqual(JSON.parse(text));
        expect(records.map((record) => record.at)).toEqual(list.map((_, i) => i));
      }),
    );
  });

  test("never throws nor hangs on any text", async () => {
    const noise = fc.string({ unit: fc.constantFrom("[", "]", "{", "}", '"', "\\", ",", ":", "1", " ") });
    await fc.assert(
      fc.asyncProperty(noise, pieceSize, async (text, size) => {
        expect(Array.isArray(await all(splitArray(inPieces(text, size))))).toBe(true);
      }),
    );
  });

  test("hands over a malformed element apart from its neighbours", async () => {
    const records = await all(splitArray(inPieces('[{"a":1},{"a":1],{a},{"b":2}]', 4)));
    expect(records.map((record) => ("text" in record ? record.text : record.problem))).toEqual([
      '{"a":1}',
      '{"a":1]',
      "{a}",
      '{"b":2}',
    ]);
  });

  test.each([
    ["", [{ at: 0, problem: "no-array" }]],
    ['{"a":1}', [{ at: 0, problem: "no-array" }]],
    ["[]", []],
    ["\ufeff [ ] \n", []],
    [
      "[1,]",
      [
        { at: 0, text: "1" },
        { at: 1, problem: "empty" },
      ],
    ],
    ["[1", [{ at: 0, problem: "cut-off" }]],
    [
      '[1,{"a":"]',
      [
        { at: 0, text: "1" },
        { at: 1, problem: "cut-off" },
      ],
    ],
    [
      "[1] [2]",
      [
        { at: 0, text: "1" },
        { at: 1, problem: "after-end" },
      ],
    ],
  ])("%j", async (text, expected) => {
    expect(await all(splitArray(inPieces(text, 2)))).toEqual(expected);
  });

  test("refuses an element beyond the limit and goes on", async () => {
    const records = await all(splitArray(inPieces(`[1,"${"x".repeat(100)}",2]`, 7), 50));
    expect(records).toEqual([
      { at: 0, text: "1" },
      { at: 1, problem: "too-long" },
      { at: 2, text: "2" },
    ]);
  });
});
