import type { JsonValue } from "@countersign/wire";
import { describe, expect, test } from "vitest";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import { compile, payloadCheck } from "./compile.ts";
import { limitProblem } from "./schema-limits.ts";

type Schema = Record<string, JsonValue>;
const object = (more: Schema = {}): Schema => ({ type: "object", ...more });
const nested = (levels: number): Schema =>
  levels === 0 ? object() : object({ properties: { a: nested(levels - 1) } });

/** Doubles with each step: 2 to the power of `steps` schemas once references are followed. */
function doubling(steps: number): Schema {
  const defs: Schema = { d0: { type: "string" } };
  for (let i = 1; i <= steps; i++) {
    const ref = { $ref: `#/$defs/d${i - 1}` };
    defs[`d${i}`] = { anyOf: [ref, ref] };
  }
  return object({ $defs: defs, properties: { a: { $ref: `#/$defs/d${steps}` } } });
}

const refused: [why: string, schema: Schema, field: string][] = [
  ["is no object's", { type: "array" }, "type"],
  ["is of another draft", object({ $schema: "http://json-schema.org/draft-07/schema#" }), "$schema"],
  ["names itself", object({ properties: { a: { $id: "https://example.com/a" } } }), "properties.a.$id"],
  [
    "needs another document",
    object({ properties: { a: { $ref: "https://example.com/a" } } }),
    "properties.a.$ref",
  ],
  ["refers to a file", object({ $ref: "other.json#/$defs/a" }), "$ref"],
  ["refers to its root", object({ properties: { a: { $ref: "#" } } }), "properties.a.$ref"],
  ["refers to nothing", object({ properties: { a: { $ref: "#/$defs/x" } } }), "properties.a.$ref"],
  [
    "refers to a member of every object",
    object({ properties: { a: { $ref: "#/$defs/toString" } } }),
    "properties.a.$ref",
  ],
  ["is circular at once", object({ $defs: { a: { $ref: "#/$defs/a" } } }), "$defs.a.$ref"],
  [
    "is circular over two",
    object({ $defs: { a: { not: { $ref: "#/$defs/b" } }, b: { items: { $ref: "#/$defs/a" } } } }),
    "$defs.b.items.$ref",
  ],
  ["grows without measure", doubling(30), ""],
  ["is nested too deeply", nested(40), ""],
  ["is too large", object({ description: "x".repeat(40_000) }), ""],
  ["looks around", object({ properties: { a: { pattern: "(?=a)b" } } }), "properties.a.pattern"],
  [
    "refers back",
    object({ allOf: [{ properties: { a: { pattern: "(a)\\1" } } }] }),
    "allOf.0.properties.a.pattern",
  ],
  ["has no pattern there", object({ patternProperties: { "(": {} } }), "patternProperties"],
  [
    "has a pattern that repeats too much",
    object({ properties: { a: { pattern: "^(a|b|ab){900}$" } } }),
    "properties.a.pattern",
  ],
  ["has a long pattern", object({ properties: { a: { pattern: "a".repeat(501) } } }), "properties.a.pattern"],
  [
    "compares without bound",
    object({ properties: { a: { uniqueItems: true } } }),
    "properties.a.uniqueItems",
  ],
];

test.each(refused)("a schema that %s is refused by name", (_why, schema, field) => {
  expect(limitProblem(schema)).toMatchObject({ field });
});

test("a property may be called what no keyword may", () => {
  const schema = object({
    properties: { $id: { type: "string" }, $ref: { const: "#" } },
    enum: [{ $id: "x" }],
  });
  expect(limitProblem(schema)).toBeNull();
});

test("references that lead on and end are taken", () => {
  const address = object({ properties: { city: { $ref: "#/$defs/name" } }, required: ["city"] });
  const schema = object({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $defs: { name: { type: "string", pattern: "^\\p{L}+$", maxLength: 50 }, address },
    properties: { from: { $ref: "#/$defs/address" }, to: { $ref: "#/$defs/address" } },
  });
  expect(limitProblem(schema)).toBeNull();
  const check = compile(schema);
  expect(check({ from: { city: "Ташкент" } })).toBeNull();
  expect(check({ from: { city: "1" } })).toMatchObject({ field: "from.city" });
  expect(check({ to: {} })).toEqual({ field: "to.city", problem: "is required" });
});

describe("a check", () => {
  const schema = object({
    properties: {
      list: { type: "array", items: object({ properties: { "a/b~c": { type: "integer" } } }) },
      word: { enum: ["secret-one"] },
    },
    additionalProperties: false,
  });
  const check = compile(schema);

  test("names the path and no value", () => {
    expect(check({ list: [{}, { "a/b~c": "secret-value" }] })).toMatchObject({ field: "list.1.a/b~c" });
    expect(check({ unknown: "secret-value" })).toEqual({ field: "unknown", problem: "is not a known field" });
    expect(JSON.stringify(check({ word: "secret-value" }))).not.toContain("secret-value");
    expect(check({ list: [], word: "secret-one" })).toBeNull();
  });

  test("ends where the patterns would take too long for the texts, one long or many", () => {
    const slow = object({ properties: { a: { items: { pattern: "^(.{0,150}){4}[!?]" } } } });
    expect(limitProblem(slow)).toBeNull();
    const before = cpuTimeMs();
    for (const list of [["a".repeat(1_000_000)], Array(10_000).fill(`${"a".repeat(99)}?`)])
      expect(compile(slow)({ a: list })).toEqual({
        field: "",
        problem: "has strings too long for the patterns of its schema",
      });
    expect(cpuTimeMs() - before).toBeLessThan(3000);
    expect(compile(slow)({ a: ["a".repeat(1000), "?"] })).toMatchObject({ field: "a.0" });
  });

  test("takes time proportional to the text for any pattern", () => {
    const hungry = compile(object({ properties: { a: { type: "string", pattern: "^(a+)+$" } } }));
    const before = cpuTimeMs();
    expect(hungry({ a: `${"a".repeat(50_000)}!` })).toMatchObject({ field: "a" });
    expect(cpuTimeMs() - before).toBeLessThan(2000);
  });

  test("refuses what is nested without end, with a stack to spare", () => {
    const deep = JSON.parse(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`);
    expect(compile(object())(deep)).toEqual({ field: "", problem: "is nested too deeply" });
  });

  test("is compiled once", () => {
    const text = JSON.stringify(schema);
    expect(payloadCheck(text)).toBe(payloadCheck(text));
  });
});

test.each([
  object({ properties: { a: { type: "text" } } }),
  object({ required: "a" }),
  object({ misspelt: true }),
  object({ minProperties: -1 }),
])("an invalid schema is refused: %j", (schema) => {
  expect(() => compile(schema)).toThrow();
});
