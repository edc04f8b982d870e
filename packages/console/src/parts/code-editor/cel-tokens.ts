import type { StreamParser } from "@codemirror/language";

/** CEL, as conditions of webhooks are: `data.total > 1000 && event == "order.paid"`. */
export const celTokens: StreamParser<null> = {
  name: "cel",
  startState: () => null,
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return "comment";
    if (stream.match(/^[rRbB]{0,2}"(?:[^"\\]|\\.)*"?|^[rRbB]{0,2}'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/^0x[0-9a-f]+u?|^\d+(?:\.\d+)?(?:e[+-]?\d+)?u?/i)) return "number";
    if (stream.match(/^(?:true|false|null)\b/)) return "atom";
    if (
      stream.match(/^(?:in|has|all|exists|exists_one|map|filter|size|matches|startsWith|endsWith|contains)\b/)
    )
      return "keyword";
    if (stream.match(/^[A-Za-z_]\w*/)) return "variableName";
    if (stream.match(/^(?:&&|\|\||[!<>=]=|[<>!?:+\-*/%])/)) return "operator";
    stream.next();
    return null;
  },
};
