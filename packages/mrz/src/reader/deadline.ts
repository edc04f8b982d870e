/** When to stop: asked between steps that take some 50 ms at most. */
export type Expired = () => boolean;

/** Expired once the clock, in milliseconds, says so much time has passed; a clock that goes back ends nothing. */
export function deadline(clock: () => number, limitMs: number): Expired {
  const start = clock();
  return () => !(clock() - start < limitMs);
}
