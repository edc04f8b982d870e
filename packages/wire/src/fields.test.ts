import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { parseInput } from "./fields.ts";

const schema = z.strictObject({
  name: z.string(),
  list: z.array(z.strictObject({ id: z.int(), kind: z.enum(["a", "b"]) })),
  either: z.union([z.string(), z.strictObject({ id: z.int() })]).optional(),
});

function problemsOf(input: unknown) {
  const parsed = parseInput(schema, input);
  return parsed.ok ? [] : parsed.problems;
}

test("a good input is its value", () => {
  const input = { name: "a", list: [{ id: 1, kind: "a" }] };
  expect(parseInput(schema, input)).toEqual({ ok: true, value: input });
});

test("each problem has its dotted path, with indexes, and its kind", () => {
  expect(
    problemsOf({
      list: [
        { id: 1, kind: "a" },
        { id: "x", kind: "a", extra: 1 },
      ],
      more: 1,
    }),
  ).toEqual([
    { field: "name", problem: "is required", kind: "missing" },
    { field: "list.1.id", problem: expect.stringContaining("number"), kind: "invalid" },
    { field: "list.1.extra", problem: "is not a known field", kind: "unknown" },
    { field: "more", problem: "is not a known field", kind: "unknown" },
  ]);
});

test("of any number of problems the first thousand are named", () => {
  const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`field${at}`, 1]));
  const wrong = Array.from({ length: 5000 }, () => ({ id: "x", kind: "a" }));
  expect(problemsOf({ name: "a", list: [], ...unknown })).toHaveLength(1000);
  expect(problemsOf({ name: "a", list: wrong })).toHaveLength(1000);
});

test("null is wrong, not missing", () => {
  expect(problemsOf({ name: null, list: [] })).toEqual([
    expect.objectContaining({ field: "name", kind: "invalid" }),
  ]);
});

test("the whole has an empty path", () => {
  for (const input of [undefined, null, [], "x"]) {
    expect(problemsOf(input)).toEqual([expect.objectContaining({ field: "", kind: "invalid" })]);
  }
});

test("a field that only every object's prototype has is missing", () => {
  const named = z.object({ constructor: z.string() });
  expect(parseInput(named, JSON.parse("{}"))).toMatchObject({ ok: false, problems: [{ kind: "missing" }] });
});

describe("a union", () => {
  const target = z.union(
    [
      z.strictObject({ one: z.string() }),
      z.strictObject({ several: z.array(z.string()).min(1) }),
      z.strictObject({ all: z.literal(true), since: z.int().optional() }),
    ],
    "must have one, several or all",
  );
  const wrapped = z.strictObject({ target });

  test.each([
    [{ one: 1 }, ["one", "invalid"]],
    [{ several: [] }, ["several", "invalid"]],
    [{ several: ["a", 2] }, ["several.1", "invalid"]],
    [{ since: 5 }, ["all", "missing"]],
    [{ all: true, until: 5 }, ["until", "unknown"]],
  ])("tells what is wrong with the variant that %j comes nearest to", (input, [field, kind]) => {
    const problems = [expect.objectContaining({ field, kind })];
    expect(parseInput(target, input)).toEqual({ ok: false, problems });
    const inside = [expect.objectContaining({ field: `target.${field}`, kind })];
    expect(parseInput(wrapped, { target: input })).toEqual({ ok: false, problems: inside });
  });

  test.each([[{}], [{ one: "a", several: ["b"] }], [null]])(
    "of which %j could be any says what it takes",
    (input) => {
      const problems = [{ field: "", problem: "must have one, several or all", kind: "invalid" }];
      expect(parseInput(target, input)).toEqual({ ok: false, problems });
    },
  );
});

test("no message contains a value", () => {
  const telling = fc.stringMatching(/^[A-Z]{6}[0-9]{6}$/);
  fc.assert(
    fc.property(telling, fc.boolean(), (value, wrapped) => {
      const wrong = wrapped ? { id: value } : value;
      const input = {
        name: [value],
        list: [wrong, { id: value, kind: value }],
        either: wrapped ? [wrong] : value,
      };
      expect(JSON.stringify(problemsOf(input))).not.toContain(value);
    }),
  );
});

test("the name of an unknown field is cut where it is absurdly long", () => {
  expect(problemsOf({ name: "", list: [], ["x".repeat(5000)]: 1 })[0]?.field).toHaveLength(100);
});
