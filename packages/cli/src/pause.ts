/** Resolves after some milliseconds, or at once when the command is to end. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

/** Waits that grow from a first one to a longest one. */
export function backoff(firstMs: number, longestMs: number): { next(): number; reset(): void } {
  let ms = firstMs;
  return {
    next() {
      const now = ms;
      ms = Math.min(ms * 2, longestMs);
      return now;
    },
    reset() {
      ms = firstMs;
    },
  };
}
