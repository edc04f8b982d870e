import * as z from "zod";
import { type JsonSchema, tidied } from "./json-schema.ts";

/** The side of a schema that is described: what a request may contain, or what a response contains. */
type Side = "input" | "output";

/** Turns zod schemas into JSON Schemas that refer to shared components. */
export interface Converter {
  convert(schema: z.ZodType, side: Side): JsonSchema;
  /** The referenced components. To be called when everything is converted. */
  components(): Record<string, JsonSchema>;
  /** Gives references their final names: components that differ by side have two. */
  resolved<Value>(value: Value): Value;
}

const prefix = "#/components/schemas/";
/**
 * Marks a reference from the input side until it is known whether the two sides differ.
 */
const inputMark = ":input";
const anyJson =
  '{"anyOf":[{"type":"string"},{"type":"number"},{"type":"boolean"},{"type":"null"},' +
  '{"type":"array","items":{"$ref":"_"}},{"type":"object","additionalProperties":{"$ref":"_"}}]}';
const jsonValue = "JsonValue";

/**
 * @param names the names of schemas that become components; all others are inlined.
 */
export function createConverter(names: ReadonlyMap<z.ZodType, string>): Converter {
  const found: Record<Side, Record<string, JsonSchema>> = { input: {}, output: {} };
  const metadata = {
    get(schema: z.ZodType) {
      const meta = z.globalRegistry.get(schema);
      const id = names.get(schema);
      return id === undefined ? meta : { ...meta, id };
    },
    has: () => true,
  } as unknown as z.core.$ZodRegistry<Record<string, unknown>>;

  const convert = (schema: z.ZodType, side: Side): JsonSchema => {
    // Inside another schema a named one becomes a reference.
    const { items, $defs = {} } = z.toJSONSchema(z.array(schema), {
      io: side,
      metadata,
      unrepresentable: "any",
    }) as { items: JsonSchema; $defs?: Record<string, JsonSchema> };
    const nameOf = (definition: string) => {
      if (!definition.startsWith("__")) return definition;
      if (isAnyJson(definition, $defs)) return jsonValue;
      throw new Error("a recursive schema needs a name: export it from wire");
    };
    const relocated = (each: JsonSchema) => {
      const rename = (ref: string) => {
        const name = nameOf(ref.slice("#/$defs/".length));
        return `${prefix}${name}${side === "input" && name !== jsonValue ? inputMark : ""}`;
      };
      return mapRefs(tidied(each), rename) as JsonSchema;
    };
    for (const [definition, each] of Object.entries($defs)) {
      const name = nameOf(definition);
      if (name === jsonValue) found.output[name] ??= { description: "Any JSON value." };
      else found[side][name] ??= relocated(each);
    }
    return relocated(items);
  };

  const differing = () => {
    const differ = new Set<string>();
    for (let size = -1; size !== differ.size; ) {
      size = differ.size;
      for (const [name, schema] of Object.entries(found.input)) {
        const other = found.output[name];
        if (other === undefined) continue;
        const text = JSON.stringify(schema);
        const refersToOne = [...differ].some((each) => text.includes(`"${prefix}${each}${inputMark}"`));
        if (refersToOne || text.replaceAll(`${inputMark}"`, '"') !== JSON.stringify(other)) differ.add(name);
      }
    }
    return differ;
  };

  const resolved = <Value>(value: Value, differ = differing()): Value =>
    mapRefs(value, (ref) => {
      if (!ref.endsWith(inputMark)) return ref;
      const plain = ref.slice(0, -inputMark.length);
      return differ.has(plain.slice(prefix.length)) ? `${plain}Input` : plain;
    });

  return {
    convert,
    resolved: (value) => resolved(value),
    components() {
      const differ = differing();
      const inputs = Object.entries(found.input).map(([name, schema]) => [
        differ.has(name) ? `${name}Input` : name,
        schema,
      ]);
      const all = { ...Object.fromEntries(inputs), ...found.output } as Record<string, JsonSchema>;
      const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
      return resolved(Object.fromEntries(sorted), differ);
    },
  };
}

function isAnyJson(definition: string, definitions: Record<string, JsonSchema>): boolean {
  const own = tidied(definitions[definition] ?? {});
  return JSON.stringify(own).replaceAll(`"#/$defs/${definition}"`, '"_"') === anyJson;
}

/** Calls `visit` with each reference in the value. */
export function visitRefs(value: unknown, visit: (ref: string) => void): void {
  if (value === null || typeof value !== "object") return;
  for (const [key, each] of Object.entries(value)) {
    if (key === "$ref" && typeof each === "string") visit(each);
    else visitRefs(each, visit);
  }
}

/** The value with each reference in it replaced. */
export function mapRefs<Value>(value: Value, change: (ref: string) => string): Value {
  if (Array.isArray(value)) return value.map((each) => mapRefs(each, change)) as Value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "$ref" && typeof each === "string" ? change(each) : mapRefs(each, change),
    ]),
  ) as Value;
}
