import fc from "fast-check";
import { expect, test } from "vitest";
import { packBytes } from "./packed-bytes.ts";

test("each part is found where it is said to be", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.uint8Array({ maxLength: 40 }))), (parts) => {
      const { bytes, starts, lengths } = packBytes(parts);
      const found = parts.map((_, place) => {
        const [start, length] = [starts[place] ?? 1, lengths[place] ?? null];
        return length === null ? null : bytes.subarray(start - 1, start - 1 + length);
      });
      expect(found.map((each) => each && [...each])).toEqual(parts.map((each) => each && [...each]));
    }),
  );
});
