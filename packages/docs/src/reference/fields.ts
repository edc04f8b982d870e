import { resolved, type Schema } from "./openapi.ts";

/** Deeper fields are in the example of the body alone. */
const maxDepth = 4;
const maxRows = 120;

/** A Markdown table of the fields of an object, those of nested objects by their path. Empty if it has none. */
export function fieldTable(schema: Schema, document: object): string {
  const rows = fieldsOf(schema, document, "", 0, []);
  return rows.length === 0 ? "" : table(["Field", "Type", "Description"], rows.slice(0, maxRows));
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inCell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function inCell(text: string): string {
  return text.replaceAll("\n", " ").replaceAll("|", "\\|");
}

function fieldsOf(
  schema: Schema,
  document: object,
  prefix: string,
  depth: number,
  seen: readonly Schema[],
): string[][] {
  const { object, suffix } = objectIn(schema, document);
  if (object === null || depth >= maxDepth || seen.includes(object)) return [];
  return Object.entries(object.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${prefix === "" ? "" : suffix}${name}`;
    const required = object.required?.includes(name) === true;
    const description = property.description ?? resolved(property, document).description ?? "";
    const row = [`\`${path}\`${required ? " *" : ""}`, typeOf(property, document), description];
    return [row, ...fieldsOf(property, document, `${path}`, depth + 1, [...seen, object])];
  });
}

/** The object whose fields a value has: itself, the elements of a list, or its only variant with fields. */
function objectIn(schema: Schema, document: object): { object: Schema | null; suffix: string } {
  const own = resolved(schema, document);
  if (own.items !== undefined) return { object: objectIn(own.items, document).object, suffix: "[]." };
  const variants = own.anyOf ?? own.oneOf ?? own.allOf;
  if (own.properties === undefined && variants !== undefined) {
    const objects = variants.map((each) => objectIn(each, document).object).filter((each) => each !== null);
    return { object: objects.length === 0 ? null : merged(objects), suffix: "." };
  }
  return { object: own.properties === undefined ? null : own, suffix: "." };
}

function merged(objects: readonly Schema[]): Schema {
  const [first = {}] = objects;
  if (objects.length === 1) return first;
  const required = (first.required ?? []).filter((name) =>
    objects.every((each) => each.required?.includes(name) === true),
  );
  return { properties: Object.assign({}, ...objects.map((each) => each.properties)), required };
}

/** A type in words: `text`, `integer from 1`, `"a" or "b"`, `list of …`. */
export function typeOf(schema: Schema, document: object): string {
  const own = resolved(schema, document);
  if (own.const !== undefined) return code(own.const);
  if (own.enum !== undefined) return own.enum.map(code).join(", ");
  const variants = own.anyOf ?? own.oneOf;
  if (variants !== undefined)
    return [...new Set(variants.map((each) => typeOf(each, document)))].join(" or ");
  if (own.allOf !== undefined) return "object";
  if (own.items !== undefined) return `list of ${typeOf(own.items, document)}`;
  const types = [own.type ?? "any"].flat();
  return types
    .map((type) => (type === "string" ? (own.format ?? "string") : type) + rangeOf(own, type))
    .join(" or ");
}

function rangeOf({ minimum, maximum, maxLength }: Schema, type: string): string {
  if (type === "string") return maxLength === undefined ? "" : `, at most ${maxLength}`;
  if (type !== "integer" && type !== "number") return "";
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`;
  return minimum === undefined ? "" : `, from ${minimum}`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
