/**
 * Why two parsers of a JSON text could see different values. `field` is the dotted path; empty for
 * the whole.
 */
export interface JsonAmbiguity {
  field: string;
  problem: string;
}

interface Frame {
  /** The names so far; null for an array. */
  names: Set<string> | null;
  /** The member or element that is being read. */
  at: string | number;
  /** Whether the next string is a name. */
  wantsName: boolean;
}

/**
 * The first thing in a JSON text that parsers disagree on: a name that occurs twice in one object
 * (which of the two counts depends on the parser), a number that a double can't represent, a lone
 * surrogate. Null if there is none. Names are compared after unescaping: `\u0061` is `a`.
 *
 * @param text well-formed JSON: what `JSON.parse` accepts. Walked without recursion, in time linear in
 * its length.
 */
export function jsonAmbiguity(text: string): JsonAmbiguity | null {
  const frames: Frame[] = [];
  const found = (problem: string): JsonAmbiguity => ({ field: pathOf(frames), problem });
  for (let at = 0; at < text.length; ) {
    const frame = frames.at(-1);
    const start = at++;
    switch (text[start]) {
      case "{":
        frames.push({ names: new Set(), at: "", wantsName: true });
        break;
      case "[":
        frames.push({ names: null, at: 0, wantsName: false });
        break;
      case "}":
      case "]":
        frames.pop();
        break;
      case ",":
        if (frame?.names) frame.wantsName = true;
        else if (frame) frame.at = Number(frame.at) + 1;
        break;
      case '"': {
        at = endOfString(text, at);
        const raw = text.slice(start, at);
        const escaped = raw.includes("\\");
        const value: string = escaped ? JSON.parse(raw) : raw.slice(1, -1);
        const isName = frame?.names && frame.wantsName;
        if (frame && isName) {
          frame.at = value;
          frame.wantsName = false;
        }
        if (escaped && !value.isWellFormed()) return found("holds half of a surrogate pair");
        if (frame && isName) {
          if (frame.names?.has(value)) return found("occurs twice");
          frame.names?.add(value);
        }
        break;
      }
      default:
        if (!/[-\d]/.test(text[start] ?? "")) break;
        while (at < text.length && /[-+.\deE]/.test(text[at] ?? "")) at++;
        if (!isExact(text.slice(start, at)))
          return found("is a number that a 64-bit float can't hold exactly: send it as a string");
    }
  }
  return null;
}

/** The position after the closing quote of the string whose first character is at `from`. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function pathOf(frames: readonly Frame[]): string {
  return frames
    .slice(0, 50)
    .map(({ at }) => String(at).slice(0, 100).toWellFormed())
    .join(".");
}

/**
 * Whether parsing and writing the number gives the same number. It always does up to 15 digits.
 */
function isExact(source: string): boolean {
  if (source.length <= 15 && !/e/i.test(source)) return true;
  const value = Number(source);
  return Number.isFinite(value) && normal(source) === normal(String(value));
}

/** A decimal number as its digits without zeros at the ends, and its exponent. */
function normal(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]?\d+))?$/i.exec(source) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
