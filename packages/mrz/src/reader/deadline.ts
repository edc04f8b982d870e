/** Whether to stop: called between steps that take some 50 ms at most. */
export type Expired = () => boolean;

/**
 * Expires after this much time by the clock, in milliseconds; a clock that goes back doesn't expire
 * it.
 */
export function deadline(clock: () => number, limitMs: number): Expired {
  const start = clock();
  return () => !(clock() - start < limitMs);
}
