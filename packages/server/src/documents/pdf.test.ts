import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPdf, isWholePdf } from "./pdf.ts";
import { pdfForTest } from "./testing/documents.ts";

const whole = pdfForTest();

describe("a PDF file", () => {
  test("is recognised by its structure", () => {
    expect(isWholePdf(whole)).toBe(true);
    expect(isWholePdf(Buffer.concat([whole, Buffer.from("\n")]))).toBe(true);
  });

  test("is incomplete if it is cut off", () => {
    for (const length of [9, 40, whole.length - 7, whole.length - 30]) {
      expect(isPdf(whole.subarray(0, length))).toBe(true);
      expect(isWholePdf(whole.subarray(0, length))).toBe(false);
    }
  });

  test.each([
    ["points nowhere", "startxref\n999999\n%%EOF"],
    ["points into something else", "startxref\n3\n%%EOF"],
    ["points to nothing", "startxref\n\n%%EOF"],
  ])("is incomplete if its trailer %s", (_what, trailer) => {
    const text = whole.toString("latin1").replace(/startxref[\s\S]*$/, trailer);
    expect(isWholePdf(Buffer.from(text, "latin1"))).toBe(false);
  });

  test("is not recognised inside another file", () => {
    expect(isPdf(Buffer.concat([Buffer.from("<html>"), whole]))).toBe(false);
    expect(isPdf(Buffer.alloc(0))).toBe(false);
  });

  test("is not recognised in other bytes, and no bytes cause an exception", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => !isWholePdf(bytes)));
  });
});
