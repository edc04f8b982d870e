/**
 * Who is about: whose calls of any kind came within the last second. One for all of a process's
 * turnstiles.
 */
export interface Presence {
  /** A call of this share (a project, say) has come. */
  notice(share: string): void;
  /** Whether no other share is about. */
  isAlone(share: string): boolean;
}

const aboutMs = 1000;

/** @param now milliseconds of a clock that nobody sets. */
export function createPresence(now: () => number): Presence {
  let latest = { share: "", at: Number.NEGATIVE_INFINITY };
  /** When any other than the latest came last. */
  let otherAt = Number.NEGATIVE_INFINITY;
  return {
    notice(share) {
      const at = now();
      if (latest.share === share) latest.at = at;
      else {
        otherAt = latest.at;
        latest = { share, at };
      }
    },
    isAlone(share) {
      const othersAt = latest.share === share ? otherAt : latest.at;
      return now() - othersAt >= aboutMs;
    },
  };
}
