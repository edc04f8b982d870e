import { isPassing } from "../api/failure.ts";
import { backoff, pause } from "../pause.ts";

/**
 * Repeats work that failed because the service was out of reach, until it succeeds. Null when the
 * command is to end.
 *
 * @throws what does not pass by itself, such as a refusal.
 */
export async function persistently<Result>(
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const waits = backoff(100, 5000);
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) break;
      if (!isPassing(error)) throw error;
      await pause(waits.next(), signal);
    }
  }
  return null;
}
