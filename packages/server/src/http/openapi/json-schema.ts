import type { JsonValue } from "@countersign/wire";

/** A JSON Schema of draft 2020-12, the dialect of OpenAPI 3.1. */
export type JsonSchema = { [keyword: string]: JsonValue };

/** Formats that replace zod's patterns of 300 characters. */
const formats: readonly unknown[] = ["date-time", "date", "email", "uuid"];

/**
 * The schema without redundant parts: patterns in addition to formats, the bounds of safe integers,
 * names of properties that may be any text. The null of a nullable text or number becomes a second
 * type, and the description of a nullable value moves to the property itself.
 */
export function tidied(schema: JsonValue): JsonValue {
  if (Array.isArray(schema)) return schema.map(tidied);
  if (schema === null || typeof schema !== "object") return schema;
  const tidy: JsonSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === "examples" || keyword === "default" || keyword === "enum" || keyword === "const")
      tidy[keyword] = value;
    else if (keyword === "properties") tidy[keyword] = propertiesOf(value);
    else if (!isNoise(keyword, value, schema)) tidy[keyword] = tidied(value);
  }
  return withoutNullVariant(tidy);
}

function propertiesOf(value: JsonValue): JsonValue {
  return Object.fromEntries(
    Object.entries(value as JsonSchema).map(([name, property]) => [name, tidied(property)]),
  );
}

function isNoise(keyword: string, value: JsonValue, schema: JsonSchema): boolean {
  switch (keyword) {
    case "$schema":
    case "$defs":
    case "id":
      return true;
    case "pattern":
      return formats.includes(schema.format);
    case "maximum":
      return value === Number.MAX_SAFE_INTEGER;
    case "minimum":
      return value === Number.MIN_SAFE_INTEGER;
    case "propertyNames":
      return JSON.stringify(value) === '{"type":"string"}';
    default:
      return false;
  }
}

function withoutNullVariant(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema;
  const [one, none] = anyOf as [JsonSchema, JsonSchema];
  if (none.type !== "null") return schema;
  const { description, ...variant } = one;
  const described = {
    ...(description !== undefined && variant.$ref === undefined && { description }),
    ...rest,
  };
  const isSimple =
    typeof variant.type === "string" && variant.enum === undefined && variant.const === undefined;
  return isSimple
    ? { ...variant, ...described, type: [variant.type as string, "null"] }
    : { ...described, anyOf: [variant.$ref === undefined ? variant : one, none] };
}
