/**
 * The shares that are active: those with calls of any kind within the last second. One for all of a
 * process's turnstiles.
 */
export interface Presence {
  /** A call of this share (such as a project) has arrived. */
  notice(share: string): void;
  /** Whether no other share is active. */
  isAlone(share: string): boolean;
}

const aboutMs = 1000;

/** @param now milliseconds of a monotonic clock. */
export function createPresence(now: () => number): Presence {
  let latest = { share: "", at: Number.NEGATIVE_INFINITY };
  /** When a share other than the latest one last called. */
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
