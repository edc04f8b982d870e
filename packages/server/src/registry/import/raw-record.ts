/**
 * Why a record's text can't be passed to the JSON parser: it is longer than the limit, it is not UTF-8, or the file
 * around it is broken (not an array, nothing after a comma, cut off, content after the array's end).
 */
export type RawProblem = "too-long" | "not-utf8" | "no-array" | "empty" | "cut-off" | "after-end";

/** One record of a file, still as text. `at` is its line from 1 (NDJSON) or its index from 0 (JSON array). */
export type RawRecord = { at: number; text: string } | { at: number; problem: RawProblem };

/** Bytes: room for a photo of 2 MB in base64 and the record around it. */
export const maxRecordBytes = 4 * 1024 * 1024;

/** Collects one record's bytes over several chunks, and drops them once they exceed the limit. */
export interface RecordBuffer {
  add(bytes: Uint8Array): void;
  /** The record collected so far; empties the buffer. */
  take(at: number): RawRecord;
  isEmpty(): boolean;
}

/** A buffer that holds at most `limit` bytes, however many are added to it. */
export function recordBuffer(limit: number): RecordBuffer {
  let pieces: Uint8Array[] = [];
  let size = 0;
  return {
    add(bytes) {
      size += bytes.length;
      if (size > limit) pieces = [];
      else if (bytes.length > 0) pieces.push(bytes);
    },
    take(at) {
      const record: RawRecord = size > limit ? { at, problem: "too-long" } : decoded(at, pieces);
      pieces = [];
      size = 0;
      return record;
    },
    isEmpty: () => size === 0,
  };
}

function decoded(at: number, pieces: Uint8Array[]): RawRecord {
  try {
    return { at, text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(pieces)) };
  } catch {
    return { at, problem: "not-utf8" };
  }
}
