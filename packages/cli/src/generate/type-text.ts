/** A JSON Schema of the management API's OpenAPI document. */
export type Schema = Readonly<Record<string, unknown>>;

const componentRef = /^#\/components\/schemas\/(\w+)$/;

/**
 * A JSON Schema as the text of a TypeScript type. A reference becomes the component's name, which
 * `used` is called with.
 *
 * @throws TypeError for a schema of a kind that the document did not have so far.
 */
export function typeText(schema: Schema, used: (component: string) => void): string {
  const inner = (each: unknown) => typeText(each as Schema, used);
  if (typeof schema.$ref === "string") {
    const [, name] = componentRef.exec(schema.$ref) ?? [];
    if (name === undefined) throw new TypeError(`not a reference to a component: ${schema.$ref}`);
    used(name);
    return name;
  }
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  for (const alternatives of [schema.anyOf, schema.oneOf])
    if (Array.isArray(alternatives)) return union(alternatives.map(inner));
  if (Array.isArray(schema.allOf)) return schema.allOf.map((each) => `(${inner(each)})`).join(" & ");
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => inner({ ...schema, type })));
  switch (schema.type) {
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "number":
    case "integer":
      return "number";
    case "array":
      return `Array<${inner(schema.items ?? {})}>`;
    case "object":
      return objectText(schema, inner);
    case undefined:
      return "unknown";
    default:
      throw new TypeError(`the schema has a type that can't be written: ${schema.type}`);
  }
}

/** The text of an object's members; those that are not required may be absent or undefined. */
export function membersText(members: Readonly<Record<string, { type: string; required: boolean }>>): string {
  const lines = Object.entries(members).map(([name, { type, required }]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return required ? `${key}: ${type};` : `${key}?: ${type} | undefined;`;
  });
  return lines.length === 0 ? "Record<never, never>" : `{ ${lines.join(" ")} }`;
}

function objectText(schema: Schema, inner: (schema: unknown) => string): string {
  const { properties, additionalProperties } = schema;
  if (properties === undefined)
    return `Record<string, ${typeof additionalProperties === "object" ? inner(additionalProperties) : "unknown"}>`;
  const required = new Set(schema.required as string[] | undefined);
  const members = Object.entries(properties as Record<string, Schema>).map(([name, property]) => [
    name,
    { type: inner(property), required: required.has(name) },
  ]);
  return membersText(Object.fromEntries(members));
}

function union(members: readonly string[]): string {
  return [...new Set(members)].join(" | ");
}
