/** Members whose values are data, not parts of the document. */
const data: ReadonlySet<string> = new Set(["example", "examples", "default", "const", "enum"]);
/** Members that are maps by free names. */
const maps: ReadonlySet<string> = new Set(["properties", "schemas", "responses", "headers", "content"]);
/** A word, rather than a name such as `webhook-id` or `createdAt`. */
const lowerCaseWord = /^[a-z]+(?=[\s,.:;'’)]|$)/;
const endOfSentence = /[.!?:…|]$/;

/**
 * A copy of a part of the document whose descriptions are sentences: schemas describe a property by a phrase, as a
 * comment would, and readers of the document see it with a capital letter and a full stop.
 */
export function inSentences<Part>(part: Part): Part {
  return convert(part, false) as Part;
}

/** @param byName whether the value's members are named freely: `default` is a property then. */
function convert(value: unknown, byName: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => convert(each, false));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (byName) return [name, convert(member, false)];
      if (name === "description" && typeof member === "string") return [name, asSentence(member)];
      return [name, data.has(name) ? member : convert(member, maps.has(name))];
    }),
  );
}

export function asSentence(text: string): string {
  const trimmed = text.trim();
  const begun = lowerCaseWord.test(trimmed) ? trimmed.charAt(0).toUpperCase() + trimmed.slice(1) : trimmed;
  return begun === "" || endOfSentence.test(begun) ? begun : `${begun}.`;
}
