import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";
import { valueByName } from "./by-name.ts";

/** The part of JSON Schema that the service's OpenAPI document uses. */
export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
  minItems?: number;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  default?: unknown;
  format?: string;
}

/** The schemas that others refer to, by name. */
export type Schemas = Readonly<Record<string, Schema>>;

/**
 * A value that the schema is likely to allow: known ids and invented people if a field's name
 * suggests them, and about half of all optional fields. Patterns are not solved: fields that have
 * one have a name that `by-name.ts` knows.
 */
export function valueBySchema(
  random: Random,
  known: Known,
  schema: Schema,
  schemas: Schemas,
  name = "",
  depth = 0,
): unknown {
  const component = schema.$ref?.split("/").at(-1);
  if (component !== undefined)
    return valueBySchema(random, known, schemas[component] ?? {}, schemas, name, depth + 1);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants && variants.length > 0)
    return valueBySchema(random, known, random.pick(variants), schemas, name, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum && schema.enum.length > 0) return random.pick(schema.enum);
  const type = typeof schema.type === "string" ? schema.type : schema.type?.[0];
  switch (type) {
    case "object":
      return objectOf(random, known, schema, schemas, depth);
    case "array":
      return depth > 5 || schema.items === undefined
        ? []
        : Array.from({ length: Math.max(schema.minItems ?? 0, random.below(3)) }, () =>
            valueBySchema(random, known, schema.items ?? {}, schemas, name, depth + 1),
          );
    case "integer":
    case "number": {
      const low = schema.minimum ?? 0;
      return low + random.below(Math.min(1000, (schema.maximum ?? 1000) - low) + 1);
    }
    case "boolean":
      return random.chance(0.5);
    case "null":
      return null;
    case "string":
      return valueByName(random, known, name) ?? stringOf(random, schema);
    default:
      return valueByName(random, known, name) ?? {};
  }
}

function objectOf(
  random: Random,
  known: Known,
  schema: Schema,
  schemas: Schemas,
  depth: number,
): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const wanted = required.has(name) || (depth < 4 && random.chance(0.4));
    if (wanted) made[name] = valueBySchema(random, known, property, schemas, name, depth + 1);
  }
  return made;
}

function stringOf(random: Random, schema: Schema): string {
  if (schema.format === "date-time") return new Date(Date.now() - random.below(10 ** 8)).toISOString();
  if (schema.format === "date") return "2026-03-04";
  return "fuzz".slice(0, schema.maxLength ?? 4);
}
