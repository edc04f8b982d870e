import { isUnavailable } from "./database-error.ts";

const firstPauseMs = 20;
const longestPauseMs = 250;

/**
 * Runs the work, and again as long as it fails because the database is unavailable: it starts, stops, or the connection
 * was lost. The work may therefore run after it was done, and must be safe to repeat.
 *
 * @param patienceMs how long after its beginning a failure is still followed by another try; then it is thrown.
 * @param onWait called once, before the first repetition.
 */
export async function retryUnavailable<T>(
  patienceMs: number,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > deadline) throw error;
      if (pauseMs === firstPauseMs) onWait?.();
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
