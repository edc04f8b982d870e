import type { Converter } from "./converter.ts";
import type { Surface } from "./surfaces/index.ts";

/** The name of the component that describes a surface's errors of one status: `AbleIdError400`. */
export function errorName({ name }: Surface, status: number): string {
  return `${pascalCase(name)}Error${status}`;
}

/** A name with hyphens as one of a type: `AbleId`. */
export function pascalCase(name: string): string {
  const words = name.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return words.join("");
}

/** A response for each status of a surface's errors, with each code's meaning and body. */
export function errorResponses(surface: Surface, converter: Converter): Record<string, object> {
  const { contentType, schema, all } = surface.errors;
  const body = converter.convert(schema, "output");
  const statuses = [...new Set(all.map(({ status }) => status))];
  return Object.fromEntries(
    statuses.map((status) => {
      const entries = all.filter((each) => each.status === status);
      const lines = entries.map(({ code, meaning }) => `- \`${code}\`: ${meaning}`);
      const examples = Object.fromEntries(entries.map(({ code, example }) => [code, { value: example }]));
      return [
        errorName(surface, status),
        { description: lines.join("\n"), content: { [contentType]: { schema: body, examples } } },
      ];
    }),
  );
}
