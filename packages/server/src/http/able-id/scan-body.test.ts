import fc from "fast-check";
import { expect, test } from "vitest";
import { scanBody } from "./scan-body.ts";

function scan(text: string, chunk = 7) {
  const scanned = scanBody();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) scanned.feed(bytes.subarray(at, at + chunk));
  return scanned;
}

test("finds the credentials of any object, in any order and in pieces of any size", () => {
  const rest = fc.dictionary(
    fc
      .string({ unit: "binary" })
      .filter((key) => !["projectId", "secret", "lang", "__proto__"].includes(key)),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 5 },
  );
  const text = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(
    fc.property(
      rest,
      text,
      text,
      fc.nat(3),
      fc.integer({ min: 1, max: 50 }),
      (others, id, secret, at, chunk) => {
        const entries = Object.entries(others);
        entries.splice(at, 0, ["projectId", id], ["secret", secret]);
        const scanned = scan(JSON.stringify(Object.fromEntries(entries)), chunk);
        expect(scanned.problem).toBeNull();
        expect(scanned.found).toEqual({ projectId: id.toWellFormed(), secret: secret.toWellFormed() });
      },
    ),
    { numRuns: 15 },
  );
});

test("nested or quoted fields are not credentials", () => {
  const inside = '{"a": {"projectId": "x"}, "b": "\\"secret\\": \\"y\\"", "c": [{"secret": "z"}], "lang": 5}';
  expect(scan(inside)).toMatchObject({ found: {}, problem: null });
  expect(scan('{"project\\u0049d": "p", "secret" : "s\\n"}').found).toEqual({
    projectId: "p",
    secret: "s\n",
  });
  expect(scan(`{"projectId": "${"x".repeat(1000)}"}`).found).toEqual({ projectId: "" });
});

test.each([
  ["[1]", "must be a JSON object"],
  ["x", "must be a JSON object"],
  ['"text"', "must be a JSON object"],
  ['{"secret": "a", "secret": "b"}', "has secret twice"],
  [`{"a": ${"[".repeat(100)}`, "is nested too deeply"],
  [`{"a": [${"1,".repeat(2000)}`, "has too many fields"],
  [`{"a": [${"[],".repeat(2000)}`, "has too many fields"],
])("gives up early: %.20s", (text, problem) => {
  expect(scan(text).problem).toBe(problem);
});
