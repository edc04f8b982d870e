import { readFileSync, statSync } from "node:fs";
import { isIP } from "node:net";

/** The names in this machine's hosts file. */
export interface HostsFile {
  /**
   * The addresses of a name (lower case) in the file's order; null for a name that is not in it.
   */
  find(host: string): string[] | null;
}

/** How often the file is checked for changes: one lookup per second costs a `stat`. */
const freshMs = 1000;

/**
 * Reads the file now, and again when it has changed. A file that is absent or can't be read has no
 * names.
 */
export function createHostsFile(path: string): HostsFile {
  let names = new Map<string, string[]>();
  let version: string | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function refresh(): void {
    const now = performance.now();
    if (now - lookedAt < freshMs) return;
    lookedAt = now;
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const found = `${ino} ${size} ${mtimeMs}`;
      if (found === version) return;
      names = parseHosts(readFileSync(path, "utf8"));
      version = found;
    } catch {
      names = new Map();
      version = null;
    }
  }

  return {
    find(host) {
      refresh();
      return names.get(host) ?? null;
    },
  };
}

/** The addresses of each name. Lines that don't begin with an address are ignored. */
function parseHosts(text: string): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const line of text.split(/\r?\n/)) {
    const [address = "", ...aliases] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (isIP(address) === 0) continue;
    for (const alias of aliases) {
      const name = alias.toLowerCase();
      const known = names.get(name);
      if (known === undefined) names.set(name, [address]);
      else if (!known.includes(address)) known.push(address);
    }
  }
  return names;
}
