/** What is read of a large body before anybody knows whose it is. */
export interface ScannedBody {
  /** Reads on. Costs some nanoseconds a byte and keeps nothing but the credentials. */
  feed(bytes: Uint8Array): void;
  /** The texts of `projectId`, `secret` and `lang` at the top level, as far as they came. */
  readonly found: Readonly<Partial<Record<Credential, string>>>;
  /** Why the body can't be that of a call; null while it can. */
  readonly problem: string | null;
}

type Credential = "projectId" | "secret" | "lang";
const wanted: readonly string[] = ["projectId", "secret", "lang"] satisfies Credential[];

const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Bytes. Longer names and values are none of those looked for. */
const longest = 512;
/**
 * No call has more than a handful of fields; what a parser makes of millions stops everybody else.
 */
const maxElements = 1000;
const maxDepth = 16;

/**
 * Reads a JSON object bit by bit for the credentials at its top level, in whatever order its keys
 * come, without building it. It doesn't check the syntax: that is left to the parser, once the
 * caller is known.
 */
export function scanBody(): ScannedBody {
  const found: Partial<Record<Credential, string>> = {};
  const seen = new Set<string>();
  let problem: string | null = null;
  let depth = 0;
  let elements = 0;
  let inText = false;
  let escaped = false;
  /** The text under way, or null where it is none that matters or has grown too long. */
  let text: number[] | null = null;
  let isName = false;
  let name: string | null = null;

  const ended = () => {
    const value = text === null ? null : decoded(text);
    text = null;
    if (depth !== 1) return;
    if (isName) {
      name = value !== null && wanted.includes(value) ? value : null;
      if (name === null) return;
      if (seen.has(name)) problem = `has ${name} twice`;
      seen.add(name);
    } else if (name !== null) {
      found[name as Credential] = value ?? "";
      name = null;
    }
  };
  const structure = (byte: number) => {
    switch (byte) {
      case openObject:
      case openArray:
        if (depth === 0 && byte === openArray) problem = "must be a JSON object";
        depth++;
        elements++;
        isName = depth === 1;
        if (depth > maxDepth) problem = "is nested too deeply";
        break;
      case closeObject:
      case closeArray:
        depth--;
        break;
      case colon:
        if (depth === 1) isName = false;
        break;
      case comma:
        elements++;
        if (depth === 1) isName = true;
        break;
      default:
        if (depth === 0 && byte > 0x20) problem = "must be a JSON object";
    }
    if (elements > maxElements) problem = "has too many fields";
  };

  const take = (byte: number) => {
    if (inText) {
      if (byte === quote && !escaped) {
        inText = false;
        ended();
        return;
      }
      escaped = byte === backslash && !escaped;
      if (text !== null && text.push(byte) > longest) text = null;
    } else if (byte !== quote) structure(byte);
    else if (depth === 0) problem = "must be a JSON object";
    else {
      inText = true;
      text = depth === 1 && (isName || name !== null) ? [] : null;
    }
  };
  /**
   * Goes to the end of a text that doesn't matter. Of its own, so that nearly all bytes take a few
   * instructions.
   */
  const skipText = (bytes: Uint8Array, from: number): number => {
    let open = escaped;
    for (let at = from; at < bytes.length; at++) {
      if (open) open = false;
      else if (bytes[at] === backslash) open = true;
      else if (bytes[at] === quote) {
        inText = false;
        escaped = false;
        ended();
        return at + 1;
      }
    }
    escaped = open;
    return bytes.length;
  };

  return {
    found,
    get problem() {
      return problem;
    },
    feed(bytes) {
      let at = 0;
      while (at < bytes.length && problem === null) {
        if (inText && text === null) at = skipText(bytes, at);
        else take(bytes[at++] ?? 0);
      }
    },
  };
}

/** The text between the quotes, its escapes resolved; null where it is none. */
function decoded(bytes: readonly number[]): string | null {
  try {
    const value: unknown = JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
