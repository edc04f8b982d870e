import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isIntact, readReference, referenceBytes, referenceTo } from "./reference.ts";

const names = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));

test("a reference names its object, and knows its bytes from all others", () => {
  fc.assert(
    fc.property(names, fc.uint8Array({ maxLength: 200 }), fc.nat(), (name, box, at) => {
      const stored = referenceTo(name, box);
      expect(stored.length).toBe(referenceBytes);
      const reference = readReference(stored);
      if (reference === null) throw new Error("not read as a reference");
      expect(reference).toMatchObject({ name, bytes: box.length });
      expect(isIntact(reference, box)).toBe(true);
      const altered = box.map((byte, index) => (index === at % box.length ? byte ^ 1 : byte));
      expect(isIntact(reference, altered)).toBe(box.length === 0);
      expect(isIntact(reference, Buffer.concat([box, Buffer.from([0])]))).toBe(false);
    }),
  );
});

test("no box is taken for a reference, whatever its length", () => {
  for (const length of [29, referenceBytes - 1, referenceBytes, referenceBytes + 1, 5000]) {
    const box = randomBytes(length);
    box[0] = 1;
    expect(readReference(box)).toBeNull();
  }
});
