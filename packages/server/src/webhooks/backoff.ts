import type { Random } from "@countersign/wire";
import { type RetrySetting, scheduleOf } from "./retry-presets.ts";

const jitter = 0.2;
const maxRetryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait before the next try, or null if the schedule is exhausted.
 *
 * @param triesMade tries of this run so far; 0 returns the wait before the first.
 * @param retryAfterMs what a 429 or 503 asked for: a minimum for the schedule's own wait, honoured
 * up to a day.
 *
 * Waits vary by ±20 %, so that what failed together is not retried together; a wait of 0 stays 0.
 */
export function nextDelay(
  setting: RetrySetting,
  triesMade: number,
  random: Random,
  retryAfterMs?: number,
): number | null {
  const planned = scheduleOf(setting).delaysMs[triesMade];
  if (planned === undefined) return null;
  const own = planned === 0 ? 0 : Math.round(planned * (1 + jitter * (2 * fraction(random) - 1)));
  if (retryAfterMs === undefined) return own;
  return Math.max(own, Math.min(retryAfterMs, maxRetryAfterMs));
}

/** Uniform in [0, 1]. */
function fraction(random: Random): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65535;
}
