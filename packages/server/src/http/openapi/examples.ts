import type { JsonValue } from "@countersign/wire";
import { candidatesFor } from "./example-values.ts";
import type { JsonSchema } from "./json-schema.ts";

type Components = Readonly<Record<string, JsonSchema>>;

/** Deeper than any body here. */
const maxDepth = 20;

/**
 * An example of a schema: its own first one, otherwise one made of the examples of its parts. Parts
 * without an example get a likely value for their name, see `example-values.ts`. Undefined if none
 * can be made.
 *
 * @param name of the property or parameter; empty for a body.
 * @param owner the component or property that it belongs to.
 */
export function exampleOf(
  schema: JsonSchema,
  components: Components,
  name = "",
  owner = "",
  depth = 0,
): JsonValue | undefined {
  const [own] = Array.isArray(schema.examples) ? schema.examples : [];
  if (own !== undefined) return own;
  if (depth > maxDepth) return undefined;
  if (typeof schema.$ref === "string") {
    const component = schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1);
    return exampleOf(components[component] ?? {}, components, name, component, depth + 1);
  }
  if (schema.const !== undefined) return schema.const;
  const likely = candidatesFor(owner, name).find((value) => fits(schema, value, components));
  if (likely !== undefined) return likely;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  for (const variants of [schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(variants)) continue;
    const [first = {}] = variants as JsonSchema[];
    return exampleOf(first, components, name, owner, depth + 1);
  }
  switch (typeOf(schema)) {
    case "object":
      return objectExample(schema, components, name === "" ? owner : name, depth);
    case "array": {
      const item = exampleOf((schema.items ?? {}) as JsonSchema, components, name, owner, depth + 1);
      return item === undefined ? [] : [item];
    }
    default:
      return schema.default ?? simpleExample(schema);
  }
}

function objectExample(schema: JsonSchema, components: Components, owner: string, depth: number): JsonValue {
  const required = (schema.required ?? []) as JsonValue[];
  const made: Record<string, JsonValue> = {};
  for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
    const value = exampleOf(property, components, name, owner, depth + 1);
    if (value !== undefined && (value !== null || required.includes(name))) made[name] = value;
  }
  return made;
}

function simpleExample(schema: JsonSchema): JsonValue | undefined {
  switch (typeOf(schema)) {
    case "string":
      if (schema.format === "date-time") return "2026-03-02T09:30:00.000Z";
      if (schema.format === "date") return "2026-03-02";
      return schema.pattern === undefined ? "text".slice(0, Number(schema.maxLength ?? 4)) : undefined;
    case "integer":
    case "number":
      return Math.max(Number(schema.minimum ?? 1), 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return undefined;
  }
}

function typeOf({ type }: JsonSchema): unknown {
  return Array.isArray(type) ? type[0] : type;
}

/** Whether the value has the schema's type and format. Objects are not checked in depth. */
function fits(schema: JsonSchema, value: JsonValue, components: Components): boolean {
  const { $ref, anyOf, oneOf, type, enum: allowed } = schema;
  if (typeof $ref === "string") {
    const component = $ref.slice($ref.lastIndexOf("/") + 1);
    return fits(components[component] ?? {}, value, components);
  }
  if (schema.const !== undefined) return schema.const === value;
  if (Array.isArray(allowed)) return allowed.includes(value);
  const variants = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (variants !== undefined) return variants.some((variant) => fits(variant, value, components));
  const types = [type ?? []].flat();
  const own = jsonType(value);
  if (types.length > 0 && !types.includes(own) && !(own === "integer" && types.includes("number")))
    return false;
  if (typeof value === "string") return fitsText(schema, value);
  if (typeof value === "number")
    return value >= Number(schema.minimum ?? -Infinity) && value <= Number(schema.maximum ?? Infinity);
  return own !== "object" || schema.properties === undefined;
}

function fitsText({ pattern, minLength, maxLength, format }: JsonSchema, value: string): boolean {
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test(value)) return false;
  if (format === "date-time" && !/T.*Z$/.test(value)) return false;
  if (format === "date" && !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  return value.length >= Number(minLength ?? 0) && value.length <= Number(maxLength ?? Infinity);
}

function jsonType(value: JsonValue): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
