import { readFileSync } from "node:fs";

/** Byte strings that may be nowhere, each with what to call it. */
export interface Forbidden {
  what: string;
  bytes: Buffer;
}

/** Finds any of many byte strings in a buffer, in one pass. */
export interface Searcher {
  /** What was found in the bytes; each once. */
  in(haystack: Buffer): Set<string>;
}

/** @param forbidden each of at least four bytes; shorter ones would be found anywhere. */
export function searcherFor(forbidden: readonly Forbidden[]): Searcher {
  const starts = new Uint8Array(0x10000);
  const byHead = new Map<number, Forbidden[]>();
  for (const one of forbidden) {
    if (one.bytes.length < 4) throw new Error(`${one.what} is too short to search for`);
    starts[one.bytes.readUInt16BE(0)] = 1;
    const head = one.bytes.readUInt32BE(0);
    byHead.set(head, [...(byHead.get(head) ?? []), one]);
  }
  return {
    in(haystack) {
      const found = new Set<string>();
      for (let at = 0; at + 4 <= haystack.length; at++) {
        if (starts[((haystack[at] ?? 0) << 8) | (haystack[at + 1] ?? 0)] === 0) continue;
        for (const { what, bytes } of byHead.get(haystack.readUInt32BE(at)) ?? [])
          if (haystack.subarray(at, at + bytes.length).equals(bytes)) found.add(what);
      }
      return found;
    },
  };
}

/** Searches files; one that vanishes meanwhile is left out. Returns `what in file`. */
export function searchFiles(files: readonly string[], forbidden: readonly Forbidden[]): string[] {
  const searcher = searcherFor(forbidden);
  return files.flatMap((file) => {
    try {
      return [...searcher.in(readFileSync(file))].map((what) => `${what} in ${file}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    }
  });
}
