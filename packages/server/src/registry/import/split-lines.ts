import { maxRecordBytes, type RawRecord, recordBuffer } from "./raw-record.ts";

const newline = 0x0a;

/**
 * Yields the records of an NDJSON file, one per line; blank lines are skipped but counted. Holds at most one line
 * within the limit in memory.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  limit = maxRecordBytes,
): AsyncGenerator<RawRecord> {
  const buffer = recordBuffer(limit);
  let line = 1;
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      buffer.add(chunk.subarray(from, end));
      const record = buffer.take(line++);
      if (!isBlank(record)) yield record;
      from = end + 1;
    }
    buffer.add(chunk.subarray(from));
  }
  if (buffer.isEmpty()) return;
  const last = buffer.take(line);
  if (!isBlank(last)) yield last;
}

function isBlank(record: RawRecord): boolean {
  return "text" in record && record.text.trim() === "";
}
