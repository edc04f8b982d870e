import fc from "fast-check";
import { expect, test } from "vitest";
import { sameBytes } from "./same-bytes.ts";

test("compares as Buffer does", () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      expect(sameBytes(one, other)).toBe(Buffer.from(one).equals(other));
      expect(sameBytes(one, new Uint8Array(one))).toBe(true);
    }),
  );
});

test("reads every byte of both, wherever they differ", () => {
  const right = Uint8Array.from({ length: 32 }, (_, at) => at);
  const read: string[][] = [];
  for (const at of [0, 15, 31, null]) {
    const wrong = new Uint8Array(right);
    if (at !== null) wrong[at] = 200;
    const indices: string[] = [];
    const noting = (bytes: Uint8Array) =>
      new Proxy(bytes, {
        get(target, name) {
          if (name !== "length") indices.push(String(name));
          return Reflect.get(target, name, target);
        },
      });
    expect(sameBytes(noting(right), noting(wrong))).toBe(at === null);
    read.push(indices);
  }
  const every = Array.from(right).flatMap((index) => [String(index), String(index)]);
  expect(read).toEqual([every, every, every, every]);
});
