import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonTextProblem } from "./text-problem.ts";
import { jsonValueProblem } from "./value-problem.ts";

const limits = { depth: 4, values: 10, members: 8, characters: 50 };
const wide = { depth: 1000, values: 100_000, members: 100_000, characters: 1_000_000 };

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
const valuesOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? Object.values(value).reduce((sum: number, each) => sum + valuesOf(each), 1)
    : 1;

const membersOf = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? Object.values(value).reduce(
        (sum: number, each) => sum + membersOf(each),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )
    : 0;

describe("a text", () => {
  test("within the limits passes, whatever its strings hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const depth = Math.max(depthOf(value), 0);
        expect(jsonTextProblem(text, { ...wide, depth })).toBeNull();
      }),
    );
    expect(jsonTextProblem('{"a":"[[[[[[[[,,,,,,,,,,,,\\"[[[[[\\\\"}', limits)).toBeNull();
  });

  test("beyond them never passes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value, null, 1);
        const [depth, values] = [depthOf(value), valuesOf(value)];
        if (depth > 1 && text.length > depth)
          expect(jsonTextProblem(text, { ...wide, depth: depth - 1 })).not.toBeNull();
        if (values > 1)
          expect(jsonTextProblem(text, { ...wide, depth: 0, values: values - 1 })).not.toBeNull();
        const members = membersOf(value);
        if (members > 0)
          expect(jsonTextProblem(text, { ...wide, depth, members: members - 1 })).not.toBeNull();
        expect(jsonTextProblem(text, { ...wide, depth, members })).toBeNull();
      }),
    );
  });

  test("is refused by its field and the limit", () => {
    const deep = JSON.stringify({ events: [{}, { payload: { a: [[[[1]]]] } }] });
    expect(jsonTextProblem(deep, { ...wide, depth: 5 })).toEqual({
      field: "events.1.payload",
      problem: "is nested deeper than 5 levels",
    });
    const many = JSON.stringify({ projectId: "x", payload: { 'a"b': Array(20).fill(1) } });
    expect(jsonTextProblem(many, { ...wide, depth: 9, values: 10 })).toEqual({
      field: 'payload.a\\"b',
      problem: "contains more than 10 values",
    });
    const named = JSON.stringify({ projectId: "x", payload: { a: ":", b: { c: 1, d: 2, e: 3 } } });
    expect(jsonTextProblem(named, { ...wide, depth: 9, members: 5 })).toEqual({
      field: "payload.b",
      problem: "contains more than 5 members",
    });
  });

  test("of a million levels, or of eight million numbers, is refused without being walked", () => {
    const deep = `{"a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`;
    expect(jsonTextProblem(deep, limits)).toMatchObject({ field: "a" });
    const many = `{"a":[${"1,".repeat(8_300_000)}1]}`;
    expect(jsonTextProblem(many, wide)).toMatchObject({ field: "a" });
  });

  test("that is not JSON is left to the parser", () => {
    for (const text of ['{"a', "]]]]]]]]", ":::::::", '"\\', ",,,,,,", '{"a":"\\"']) {
      expect(jsonTextProblem(text, limits)).toBeNull();
    }
  });
});

describe("a value", () => {
  test("is measured as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const [depth, values] = [depthOf(value), valuesOf(value)];
        expect(jsonValueProblem(value, { ...wide, depth, values })).toBeNull();
        if (depth > 0) expect(jsonValueProblem(value, { ...wide, depth: depth - 1 })).toMatch(/nested/);
        if (values > 1) expect(jsonValueProblem(value, { ...wide, values: values - 1 })).toMatch(/values/);
      }),
    );
  });

  test("counts the characters of names and texts", () => {
    expect(jsonValueProblem({ [`${"x".repeat(25)}`]: "y".repeat(25) }, limits)).toBeNull();
    expect(jsonValueProblem({ [`${"x".repeat(26)}`]: "y".repeat(25) }, limits)).toMatch(/characters/);
    expect(jsonValueProblem(["y".repeat(51)], limits)).toMatch(/characters/);
  });

  test("of any depth uses no stack", () => {
    const deep = JSON.parse(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`);
    expect(jsonValueProblem(deep, limits)).toBe("is nested deeper than 4 levels");
  });
});
