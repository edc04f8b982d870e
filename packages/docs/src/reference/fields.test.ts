import { expect, test } from "vitest";
import { fieldTable, table, typeOf } from "./fields.ts";
import type { Schema } from "./openapi.ts";

const document = {
  components: {
    schemas: {
      address: {
        type: "object",
        description: "Where somebody lives.",
        properties: { city: { type: "string", maxLength: 80 } },
        required: ["city"],
      },
      node: { type: "object", properties: { child: { $ref: "#/components/schemas/node" } } },
    },
  },
};

/** The cells of the body rows of a table. */
function rowsOf(markdown: string): string[] {
  return markdown.split("\n").slice(2);
}

test("fields are listed by their path: of objects, lists and references", () => {
  const schema: Schema = {
    type: "object",
    properties: {
      id: { type: "string", description: "Its id." },
      home: { $ref: "#/components/schemas/address" },
      lines: {
        type: "array",
        items: { type: "object", properties: { sku: { type: "integer", minimum: 1 } } },
      },
    },
    required: ["id"],
  };
  expect(rowsOf(fieldTable(schema, document, "en"))).toEqual([
    "| `id` * | string | Its id. |",
    "| `home` | object | Where somebody lives. |",
    "| `home.city` * | string, at most 80 |  |",
    "| `lines` | list of object |  |",
    "| `lines[].sku` | integer, from 1 |  |",
  ]);
});

test("of variants the fields are shown together, and required if they are so in all", () => {
  const schema: Schema = {
    anyOf: [
      { type: "object", properties: { a: { type: "string" }, b: { type: "null" } }, required: ["a", "b"] },
      { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    ],
  };
  expect(rowsOf(fieldTable(schema, document, "en"))).toEqual(["| `a` * | string |  |", "| `b` | null |  |"]);
});

test("an object that contains itself ends, and a value without fields has no table", () => {
  expect(rowsOf(fieldTable({ $ref: "#/components/schemas/node" }, document, "en"))).toEqual([
    "| `child` | object |  |",
  ]);
  expect(fieldTable({ type: "string" }, document, "en")).toBe("");
});

test.each<[Schema, string, string]>([
  [{ const: "a" }, '`"a"`', '`"a"`'],
  [{ enum: ["a", 1] }, '`"a"`, `1`', '`"a"`, `1`'],
  [{ anyOf: [{ type: "string", format: "date" }, { type: "null" }] }, "date or null", "date или null"],
  [{ type: ["string", "null"] }, "string or null", "строка или null"],
  [{ type: "integer", minimum: 1, maximum: 9 }, "integer, 1 to 9", "целое число, от 1 до 9"],
  [{ type: "number", minimum: 0 }, "number, from 0", "число, от 0"],
  [{ type: "array", items: { type: "object" } }, "list of object", "список: объект"],
  [{}, "any", "любой"],
])("the type of %j is in words", (schema, english, russian) => {
  expect(typeOf(schema, document, "en")).toBe(english);
  expect(typeOf(schema, document, "ru")).toBe(russian);
});

test("a reference to nothing is an error", () => {
  expect(() => typeOf({ $ref: "#/components/schemas/none" }, document, "en")).toThrow(
    "#/components/schemas/none",
  );
});

test("cells of a table keep its lines and columns", () => {
  expect(table(["a", "b"], [["one\ntwo", "x|y"]])).toBe("| a | b |\n| --- | --- |\n| one two | x\\|y |");
});
