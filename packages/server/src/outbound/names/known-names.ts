/** The result of a lookup: addresses, or the code of its failure. */
export type Outcome = { addresses: string[] } | { code: string };

/** Results of lookups, each cached for its time. */
export interface KnownNames {
  find(host: string): Outcome | null;
  keep(host: string, outcome: Outcome, ms: number): void;
}

/** @param max beyond it the oldest is dropped. @param now milliseconds of a monotonic clock. */
export function createKnownNames(max: number, now: () => number): KnownNames {
  const kept = new Map<string, { outcome: Outcome; until: number }>();
  return {
    find(host) {
      const known = kept.get(host);
      if (known === undefined) return null;
      if (known.until > now()) return known.outcome;
      kept.delete(host);
      return null;
    },
    keep(host, outcome, ms) {
      kept.delete(host);
      if (ms <= 0) return;
      for (const oldest of kept.keys()) {
        if (kept.size < max) break;
        kept.delete(oldest);
      }
      kept.set(host, { outcome, until: now() + ms });
    },
  };
}
