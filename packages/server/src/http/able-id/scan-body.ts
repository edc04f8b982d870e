/** Scans a large body before its caller is known. */
export interface ScannedBody {
  /** Scans the next bytes, at some nanoseconds per byte; keeps only the credentials. */
  feed(bytes: Uint8Array): void;
  /** The texts of `projectId`, `secret` and `lang` at the top level, as far as received. */
  readonly found: Readonly<Partial<Record<Credential, string>>>;
  /** Why the body can't be a valid call's; null while it can. */
  readonly problem: string | null;
}

type Credential = "projectId" | "secret" | "lang";
const wanted: readonly string[] = ["projectId", "secret", "lang"] satisfies Credential[];

const [quote, backslash, colon, comma] = [0x22, 0x5c, 0x3a, 0x2c];
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Bytes. Longer names and values can't be credentials. */
const longest = 512;
/**
 * No call has more than a handful of fields; parsing millions of them would block the event loop.
 */
const maxElements = 1000;
const maxDepth = 16;

/**
 * Scans a JSON object incrementally for the credentials at its top level, in any order of keys, without
 * building it. It doesn't check the syntax: the parser does, once the caller is known.
 */
export function scanBody(): ScannedBody {
  const found: Partial<Record<Credential, string>> = {};
  const seen = new Set<string>();
  let problem: string | null = null;
  let depth = 0;
  let elements = 0;
  let inText = false;
  let escaped = false;
  /** The current text; null if it doesn't matter or is too long. */
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
   * Skips to the end of a text that doesn't matter. A separate loop, so that nearly all bytes take only
   * a few instructions.
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

/** The text between the quotes with its escapes resolved; null if it is not valid. */
function decoded(bytes: readonly number[]): string | null {
  try {
    const value: unknown = JSON.parse(`"${Buffer.from(bytes).toString("utf8")}"`);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
