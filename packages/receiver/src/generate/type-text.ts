/** A JSON Schema as the catalog's types have it. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * A JSON Schema as the text of a TypeScript type, with each property's description as its comment.
 * A recursive `$ref`, which the catalog has for arbitrary JSON alone, becomes `JsonValue`.
 *
 * @throws TypeError for a schema of a kind that the catalog did not have so far.
 */
export function typeText(schema: Schema, indent = ""): string {
  if (typeof schema.$ref === "string") return "JsonValue";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  if (Array.isArray(schema.anyOf)) return union(schema.anyOf.map((each) => typeText(each, indent)));
  if (Array.isArray(schema.type))
    return union(schema.type.map((type) => typeText({ ...schema, type }, indent)));
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return `Array<${typeText(schema.items as Schema, indent)}>`;
    case "object":
      return objectText(schema, indent);
    case undefined:
      return "unknown";
    default:
      throw new TypeError(`the schema has a type that can't be written: ${schema.type}`);
  }
}

function union(members: readonly string[]): string {
  return [...new Set(members)].join(" | ");
}

function objectText(schema: Schema, indent: string): string {
  const { properties, additionalProperties } = schema;
  if (properties === undefined) return `Record<string, ${typeText(additionalProperties as Schema, indent)}>`;
  const required = new Set(schema.required as string[] | undefined);
  const inner = `${indent}  `;
  const lines = Object.entries(properties as Record<string, Schema>).map(([name, property]) => {
    const comment = property.description === undefined ? "" : `${inner}/** ${property.description} */\n`;
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    const type = typeText(property, inner);
    return `${comment}${inner}${key}${required.has(name) ? `: ${type}` : `?: ${type} | undefined`};`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}
