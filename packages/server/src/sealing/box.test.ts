import { createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sealBox, UnsealError, unsealBox } from "./box.ts";

const key = createSecretKey(randomBytes(32));
const bytes = fc.uint8Array({ maxLength: 2000 });

describe("a sealed box", () => {
  test("gives back what was sealed", () => {
    fc.assert(
      fc.property(bytes, fc.string({ unit: "grapheme" }), (plaintext, context) => {
        const box = sealBox(key, randomBytes, plaintext, context);
        expect(unsealBox(key, box, context).equals(plaintext)).toBe(true);
      }),
    );
  });

  test("takes text as UTF-8", () => {
    const box = sealBox(key, randomBytes, "Тошкент", "place");
    expect(unsealBox(key, box, "place").toString("utf8")).toBe("Тошкент");
  });

  test("does not open once any bit was changed", () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), (plaintext, position, bit) => {
        const box = sealBox(key, randomBytes, plaintext, "c");
        const index = position % box.length;
        box.writeUInt8(box.readUInt8(index) ^ (1 << bit), index);
        expect(() => unsealBox(key, box, "c")).toThrow(UnsealError);
      }),
    );
  });

  test("does not open when cut short or drawn out", () => {
    const box = sealBox(key, randomBytes, "plaintext", "c");
    for (let length = 0; length < box.length; length++) {
      expect(() => unsealBox(key, box.subarray(0, length), "c")).toThrow(UnsealError);
    }
    expect(() => unsealBox(key, Buffer.concat([box, Buffer.of(0)]), "c")).toThrow(UnsealError);
  });

  test("opens only in its context", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (context, other) => {
        fc.pre(context !== other);
        expect(() => unsealBox(key, sealBox(key, randomBytes, "x", context), other)).toThrow(UnsealError);
      }),
    );
  });

  test("opens only under its key", () => {
    const box = sealBox(key, randomBytes, "x", "c");
    expect(() => unsealBox(createSecretKey(randomBytes(32)), box, "c")).toThrow(UnsealError);
  });

  test("never looks the same twice", () => {
    const boxes = Array.from({ length: 100 }, () => sealBox(key, randomBytes, "x", "c").toString("hex"));
    expect(new Set(boxes).size).toBe(100);
  });

  test("has the documented layout", () => {
    const box = sealBox(key, () => Buffer.alloc(12, 7), "four", "c");
    expect(box.length).toBe(1 + 12 + 4 + 16);
    expect(box[0]).toBe(1);
    expect(box.subarray(1, 13).equals(Buffer.alloc(12, 7))).toBe(true);
  });
});
