/** What a lookup came to: addresses, or the code of its failure. */
export type Outcome = { addresses: string[] } | { code: string };

/** Outcomes of lookups, each kept for its time. */
export interface KnownNames {
  find(host: string): Outcome | null;
  keep(host: string, outcome: Outcome, ms: number): void;
}

/** @param max beyond it the one that was kept first goes. @param now milliseconds of a clock that never goes back. */
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
