import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonAmbiguity } from "./strict-json.ts";

test.each([
  ['{"a":1,"a":1}', "a", "occurs twice"],
  ['{"a":1,"\\u0061":2}', "a", "occurs twice"],
  [
    '{"order":{"items":[{"price":1},{"price":1,"sku":"x","price":9}]}}',
    "order.items.1.price",
    "occurs twice",
  ],
  ['[{"":1,"":2}]', "0.", "occurs twice"],
  ['{"a":9007199254740993}', "a", "64-bit"],
  ['{"a":[1,1e400]}', "a.1", "64-bit"],
  ['{"a":-1e-400}', "a", "64-bit"],
  ['{"a":0.1000000000000000055511151231257827}', "a", "64-bit"],
  ['{"a":"\\ud800"}', "a", "surrogate"],
  ['{"\\udc00":1}', "\ufffd", "surrogate"],
])("%s is ambiguous at %s", (text, field, problem) => {
  expect(jsonAmbiguity(text)).toEqual({ field, problem: expect.stringContaining(problem) });
});

test.each([
  '{"a":{"a":{"a":[{"a":1},{"a":1}]}},"b":"a","A":1}',
  '{"a":"{\\"b\\":1,\\"b\\":2}","b":"\\\\","c":"\\ud83d\\ude00"}',
  '{"a":9007199254740992,"b":1.50,"c":0.30000000000000004,"d":-0.0,"e":1E+2,"f":1e22,"g":1234567890123456800}',
  "true",
  '"\\u0000"',
])("%s is not", (text) => {
  expect(jsonAmbiguity(text)).toBe(null);
});

test("what JSON.stringify writes is never ambiguous, and is with any object's name repeated", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(jsonAmbiguity(text)).toBe(null);
      expect(jsonAmbiguity(`{"k":1,"x":${text},"\\u006b":${text}}`)).not.toBe(null);
    }),
  );
});

test("a text of any depth is read without recursion", () => {
  expect(jsonAmbiguity("[".repeat(1_000_000) + "]".repeat(1_000_000))).toBe(null);
  expect(jsonAmbiguity(`{"a":${"[".repeat(100_000)}1e999${"]".repeat(100_000)}}`)?.field).toMatch(/^a\.0\.0/);
});
