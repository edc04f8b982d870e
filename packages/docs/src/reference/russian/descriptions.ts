import { parts } from "./descriptions/parts.ts";

/** What the service's documents describe, in Russian, by the English description. */
export const russianDescriptions: ReadonlyMap<string, string> = new Map(
  parts.flatMap((part) => Object.entries(part)),
);

/** A document whose operations, messages and schemas are described in Russian, in English where there is no Russian. */
export function inRussian<Document extends Described>(document: Document): Document {
  return withDescriptions(document, (english) => russianDescriptions.get(english) ?? english);
}

/** The parts of an OpenAPI or AsyncAPI document that pages are made of. */
interface Described {
  paths?: object;
  components: object;
}

/** A copy of a document in which each description is what the function returns for it. */
export function withDescriptions<Document extends Described>(
  document: Document,
  change: (description: string) => string,
): Document {
  const { paths = {}, components } = document;
  return { ...document, paths: copied(paths), components: copied(components) };

  function copied(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(copied);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, member(key, inner)]));
  }

  function member(key: string, value: unknown): unknown {
    // The keys are names of fields, of which one can be `description` or `example`.
    if (key === "properties")
      return Object.fromEntries(
        Object.entries(value as object).map(([name, schema]) => [name, copied(schema)]),
      );
    if (data.has(key)) return value;
    if (key !== "description" || typeof value !== "string") return copied(value);
    return listsCodes(value) ? value : change(value);
  }
}

/** Members that hold data, where `description` is the name of a field. */
const data = new Set(["example", "examples", "default", "const", "enum"]);

/** Of such an error response pages show the codes, which are explained on the page of errors. */
function listsCodes(description: string): boolean {
  return description.startsWith("- `");
}
