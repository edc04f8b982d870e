import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff-lines.ts";

const kinds = (before: string, after: string) =>
  diffLines(before.split(""), after.split("")).map(({ kind, text }) =>
    kind === "same" ? text : `${kind === "gone" ? "-" : "+"}${text}`,
  );

test("unchanged lines stay, removed ones come before new ones", () => {
  expect(kinds("abcde", "abXde")).toEqual(["a", "b", "-c", "+X", "d", "e"]);
  expect(kinds("abc", "abc")).toEqual(["a", "b", "c"]);
  expect(kinds("ac", "abc")).toEqual(["a", "+b", "c"]);
});

test("the lines that are not new are the text before, those that are not gone the text after", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", "{", "}"), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const found = diffLines(before, after);
      expect(found.filter(({ kind }) => kind !== "new").map(({ text }) => text)).toEqual(before);
      expect(found.filter(({ kind }) => kind !== "gone").map(({ text }) => text)).toEqual(after);
    }),
  );
});

test("two very long texts without anything in common are compared immediately", () => {
  const numbers = (from: number) => Array.from({ length: 5000 }, (_, n) => String(from + n));
  const found = diffLines(numbers(0), numbers(10_000));
  expect(found.slice(0, 5000).every(({ kind }) => kind === "gone")).toBe(true);
  expect(found).toHaveLength(10_000);
});
