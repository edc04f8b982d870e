import fc from "fast-check";
import { expect, test } from "vitest";
import { isBase64 } from "./base64.ts";

test("what encodes bytes is base64", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(isBase64(Buffer.from(bytes).toString("base64"))).toBe(true);
    }),
  );
});

test.each([
  "",
  "A",
  "AAA",
  "AA=A",
  "====",
  "AA A",
  "AAAA\n",
  "data:image/png;base64,AAAA",
  "AA-_",
  "Ж===",
  "A===",
])("%j is not", (text) => {
  expect(isBase64(text)).toBe(false);
});

test("a picture of ten megabytes is accepted", () => {
  const text = "QUJD".repeat(3_500_000);
  expect(isBase64(text)).toBe(true);
  expect(isBase64(`${text}A!==`)).toBe(false);
});
