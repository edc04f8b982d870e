import fc from "fast-check";
import { expect, test } from "vitest";
import { newProjectSecret } from "./secret.ts";

test("a secret is 30 alphanumerics, whatever the bytes it is drawn from", () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(255)), (stream) => {
      const bytes = stream[Symbol.iterator]();
      const random = (count: number) => Uint8Array.from({ length: count }, () => bytes.next().value ?? 0);
      expect(newProjectSecret(random)).toMatch(/^[A-Za-z0-9]{30}$/);
    }),
  );
});

test("each character is drawn from equally many bytes", () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    // One byte is tried; a refused one is followed by zeros, which give "A".
    let first = true;
    const secret = newProjectSecret((count) => {
      const bytes = new Uint8Array(count);
      if (first) bytes[0] = byte;
      first = false;
      return bytes;
    });
    const accepted = byte < 248;
    if (accepted) counts.set(secret.charAt(0), (counts.get(secret.charAt(0)) ?? 0) + 1);
  }
  expect(counts.size).toBe(62);
  expect(new Set(counts.values())).toEqual(new Set([4]));
});
