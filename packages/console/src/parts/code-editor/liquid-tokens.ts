import type { StreamParser } from "@codemirror/language";

/** Where the reader is: in the JSON around, or in `{{ … }}` or `{% … %}`. */
export interface LiquidState {
  inside: "json" | "output" | "tag";
  /** Whether the tag's name is still to come. */
  atName: boolean;
}

/**
 * JSON with Liquid in it, as bodies of webhooks are: outputs `{{ data.id }}`, tags `{% if … %}`,
 * filters `| json`.
 */
export const liquidTokens: StreamParser<LiquidState> = {
  name: "liquid",
  startState: () => ({ inside: "json", atName: false }),
  token(stream, state) {
    if (stream.eatSpace()) return null;
    return state.inside === "json" ? jsonToken(stream, state) : liquidToken(stream, state);
  },
};

type Stream = Parameters<typeof liquidTokens.token>[0];

function jsonToken(stream: Stream, state: LiquidState): string | null {
  const opening = stream.match(/^\{\{-?|^\{%-?/);
  if (opening) {
    const isTag = stream.current().startsWith("{%");
    state.inside = isTag ? "tag" : "output";
    state.atName = isTag;
    return "brace";
  }
  // Text up to its end, or to where Liquid begins inside of it.
  if (stream.match(/^"(?:[^"\\{]|\\.|\{(?![{%]))*"?(?=\s*:)/)) return "propertyName";
  if (stream.match(/^"(?:[^"\\{]|\\.|\{(?![{%]))*"?/)) return "string";
  if (stream.match(/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i)) return "number";
  if (stream.match(/^(?:true|false|null)\b/)) return "atom";
  stream.next();
  return null;
}

function liquidToken(stream: Stream, state: LiquidState): string | null {
  if (stream.match(/^-?\}\}|^-?%\}/)) {
    state.inside = "json";
    return "brace";
  }
  if (state.atName && stream.match(/^[a-z_]+/)) {
    state.atName = false;
    return "keyword";
  }
  if (stream.match(/^\|\s*[a-z_]+/)) return "keyword";
  if (stream.match(/^"[^"]*"?|^'[^']*'?/)) return "string";
  if (stream.match(/^-?\d+(?:\.\d+)?/)) return "number";
  if (stream.match(/^(?:and|or|contains|in|true|false|nil|blank|empty)\b/)) return "keyword";
  if (stream.match(/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*/)) return "variableName";
  stream.next();
  return null;
}
