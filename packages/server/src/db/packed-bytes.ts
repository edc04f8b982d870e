/** Many byte strings as one parameter, and where each lies in it: `substring(bytes from start for length)`. */
export interface PackedBytes {
  bytes: Buffer;
  /** From 1, as SQL counts. */
  starts: number[];
  /** Null where there is none; `substring` of it is null. */
  lengths: (number | null)[];
}

/**
 * Packs columns of a multi-row statement. An array of `bytea` would be written and read as text with every byte string
 * escaped in it; one parameter is decoded in one go.
 */
export function packBytes(parts: readonly (Uint8Array | null)[]): PackedBytes {
  const starts: number[] = [];
  let next = 1;
  for (const part of parts) {
    starts.push(next);
    next += part?.length ?? 0;
  }
  const present = parts.filter((part) => part !== null);
  return {
    bytes: Buffer.concat(present, next - 1),
    starts,
    lengths: parts.map((part) => part?.length ?? null),
  };
}
