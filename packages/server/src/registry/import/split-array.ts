import { maxRecordBytes, type RawRecord, recordBuffer } from "./raw-record.ts";

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the splitter stands: before the array, in it, or behind its end. */
type Place = "before" | "inside" | "behind";

/**
 * Yields the elements of a JSON array without parsing them: it only follows strings and nesting, so that a malformed
 * element does not affect its neighbours. Holds one element in memory. A file that is not an array, stops early or
 * continues after the array ends with one record that has that problem.
 */
export async function* splitArray(
  chunks: AsyncIterable<Uint8Array>,
  limit = maxRecordBytes,
): AsyncGenerator<RawRecord> {
  const buffer = recordBuffer(limit);
  let place: Place = "before";
  let index = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  let afterComma = false;
  for await (const chunk of chunks) {
    let from = 0; // where the element's bytes of this chunk begin
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] ?? 0;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
        continue;
      }
      if (place !== "inside") {
        from = i + 1;
        if (isSpace(byte) || (place === "before" && isByteOrderMark(byte))) continue;
        if (place === "before" && byte === openBracket) {
          place = "inside";
          continue;
        }
        yield { at: index, problem: place === "before" ? "no-array" : "after-end" };
        return;
      }
      if (byte === quote) inString = true;
      else if (byte === openBrace || byte === openBracket) depth++;
      else if (depth > 0 && (byte === closeBrace || byte === closeBracket)) depth--;
      else if (depth === 0 && (byte === comma || byte === closeBracket)) {
        buffer.add(chunk.subarray(from, i));
        from = i + 1;
        const record = buffer.take(index);
        const blank = "text" in record && record.text.trim() === "";
        const emptyArray = blank && byte === closeBracket && !afterComma;
        if (!emptyArray) yield blank ? { at: index, problem: "empty" } : record;
        index++;
        afterComma = byte === comma;
        if (byte === closeBracket) place = "behind";
      }
    }
    if (place === "inside") buffer.add(chunk.subarray(from));
  }
  if (place === "before") yield { at: 0, problem: "no-array" };
  if (place === "inside") yield { at: index, problem: "cut-off" };
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** One of the three bytes EF BB BF that some editors put at a file's start. */
function isByteOrderMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}
