/** The row of `retention_clock`; times in milliseconds since the epoch. */
export interface Reached {
  reached: number;
  /** The last run, by the store's clock. */
  ranAt: number;
  /** Rises whenever `reached` is moved. */
  version: number;
}

/** What a process remembers of its last run. */
export interface Seen {
  version: number;
  /** By the process's monotonic clock. */
  at: number;
}

const dayMs = 86_400_000;
/** How much faster than real time `reached` catches up after the service was down. */
const catchUp = 2;

/**
 * How far retention has got after a run. No wall clock can be trusted, not even the store's:
 * `reached` advances by the time that a running process has seen pass, at most at twice its speed
 * and never beyond the store's clock. A clock that is wrong for some hours therefore moves it too
 * far by those hours at most, and after a service was down for some days it has caught up when the
 * service has run for as long.
 *
 * If several processes run retention, a span of time counts once: for a process that finds the row
 * as it left it. One that sees the row for the first time, or moved by another, changes nothing.
 *
 * A monotonic clock that jumps is bounded, too: by the days since the last run, plus one.
 */
export function reachedBy(
  row: Reached,
  seen: Seen | null,
  { now, monotonic }: { now: number; monotonic: number },
): Pick<Reached, "reached" | "version"> {
  const passed = seen?.version === row.version ? Math.max(0, monotonic - seen.at) : 0;
  const maxPassed = Math.max(0, now - row.ranAt) + dayMs;
  const reached = Math.max(row.reached, Math.min(now, row.reached + Math.min(catchUp * passed, maxPassed)));
  return { reached, version: reached > row.reached ? row.version + 1 : row.version };
}
