/** A process that lived for this long had started well: its end is no reason to wait. */
const calmMs = 60_000;
const firstPauseMs = 200;
const maxPauseMs = 30_000;

/** How long to wait before a process that ended is started again. */
export interface Restarts {
  /** It ended after `livedMs`; returns the pause in milliseconds. */
  ended(livedMs: number): number;
  /** How often in a row it ended soon. */
  inARow(): number;
}

/** None after a first end, then 200 ms, doubled with each end until one lives for a minute; at most half a minute. */
export function createRestarts(): Restarts {
  let count = 0;
  return {
    ended(livedMs) {
      count = livedMs >= calmMs ? 1 : count + 1;
      return count === 1 ? 0 : Math.min(maxPauseMs, firstPauseMs * 2 ** (count - 2));
    },
    inARow: () => count,
  };
}
