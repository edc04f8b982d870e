import { isUnavailable } from "./database-error.ts";

const firstPauseMs = 20;
const maxPauseMs = 250;

/**
 * Runs the work, and retries while it fails because the database is unavailable: starting,
 * stopping, or unreachable. The work may run again after it has succeeded, and must be idempotent.
 *
 * @param retryTimeoutMs how long after the start a failure is retried; then it is thrown.
 * @param onWait called once, before the first retry.
 */
export async function retryUnavailable<T>(
  retryTimeoutMs: number,
  work: () => Promise<T>,
  onWait?: () => void,
): Promise<T> {
  const deadline = performance.now() + retryTimeoutMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > deadline) throw error;
      if (pauseMs === firstPauseMs) onWait?.();
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
