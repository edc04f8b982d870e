import type { StreamParser } from "@codemirror/language";

/** YAML, as far as a settings file goes: keys, texts, numbers, comments. */
export const yamlTokens: StreamParser<null> = {
  name: "yaml",
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(/^(?:-\s+)?[A-Za-z_][\w-]*(?=:(?:\s|$))/)) return "propertyName";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^']|'')*'?/)) return "string";
    if (stream.match(/^-?\d+(?:\.\d+)?(?=\s|$)/)) return "number";
    if (stream.match(/^(?:true|false|null)(?=\s|$)/)) return "atom";
    stream.next();
    return null;
  },
};
