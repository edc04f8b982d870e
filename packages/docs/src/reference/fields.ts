import { resolved, type Schema } from "./openapi.ts";
import { type Language, words } from "./words.ts";

/** Deeper fields are in the example of the body alone. */
const maxDepth = 4;
const maxRows = 120;

/** A Markdown table of the fields of an object, those of nested objects by their path. Empty if it has none. */
export function fieldTable(schema: Schema, document: object, language: Language): string {
  const { field, type, fieldDescription } = words[language];
  const rows = fieldsOf(schema, { document, language }, "", 0, []);
  return rows.length === 0 ? "" : table([field, type, fieldDescription], rows.slice(0, maxRows));
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
  context: { document: object; language: Language },
  prefix: string,
  depth: number,
  seen: readonly Schema[],
): string[][] {
  const { document, language } = context;
  const { object, suffix } = objectIn(schema, document);
  if (object === null || depth >= maxDepth || seen.includes(object)) return [];
  return Object.entries(object.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${prefix === "" ? "" : suffix}${name}`;
    const required = object.required?.includes(name) === true;
    const description = property.description ?? resolved(property, document).description ?? "";
    const row = [`\`${path}\`${required ? " *" : ""}`, typeOf(property, document, language), description];
    return [row, ...fieldsOf(property, context, `${path}`, depth + 1, [...seen, object])];
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

/** A type in words: `string`, `integer, from 1`, `"a"`, `"b"`, `list of …`. */
export function typeOf(schema: Schema, document: object, language: Language): string {
  const text = words[language];
  const own = resolved(schema, document);
  if (own.const !== undefined) return code(own.const);
  if (own.enum !== undefined) return own.enum.map(code).join(", ");
  const variants = own.anyOf ?? own.oneOf;
  if (variants !== undefined) {
    const types = variants.map((each) => typeOf(each, document, language));
    return [...new Set(types)].join(` ${text.or} `);
  }
  if (own.allOf !== undefined) return text.object;
  if (own.items !== undefined) return `${text.listOf} ${typeOf(own.items, document, language)}`;
  return [own.type ?? text.any]
    .flat()
    .map((type) => nameOf(type, own, language) + rangeOf(type, own, language))
    .join(` ${text.or} `);
}

function nameOf(type: string, { format }: Schema, language: Language): string {
  if (type === "string" && format !== undefined) return format;
  const types: Readonly<Record<string, string>> = words[language].types;
  return types[type] ?? type;
}

function rangeOf(type: string, { minimum, maximum, maxLength }: Schema, language: Language): string {
  const text = words[language];
  if (type === "string") return maxLength === undefined ? "" : `, ${text.atMost} ${maxLength}`;
  if (type !== "integer" && type !== "number") return "";
  if (minimum !== undefined && maximum !== undefined) return `, ${text.between(minimum, maximum)}`;
  return minimum === undefined ? "" : `, ${text.from(minimum)}`;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}
