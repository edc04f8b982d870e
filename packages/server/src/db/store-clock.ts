import type { Clock } from "@countersign/wire";
import type { Logger } from "pino";

/** The time of the store, kept in this process. */
export interface StoreClock {
  /** Milliseconds since the Unix epoch by the store's clock, without a query. */
  now: Clock;
  /** By how many milliseconds the process's own wall clock is ahead of the store's. */
  skewMs(): number;
  /** Compares with the store once. Rejects if the query fails. */
  measure(): Promise<void>;
  stop(): Promise<void>;
}

/** Beyond it, one of the two clocks is wrong, and nothing says which. */
export const maxSkewMs = 60_000;

/** The store's time, in milliseconds since the epoch. */
export interface StoreTime {
  now: number;
  /** The time is at least this, according to what retention has seen pass: see `retention_clock`. */
  atLeast: number;
}

const dayMs = 86_400_000;
/** A store whose clock is further behind than this is known to be wrong. Less may be an error of `atLeast`. */
const maxBehindMs = 7 * dayMs;
const measureEveryMs = 10_000;
/** Smaller differences are noise of the event loop: following them would make the clock jitter. */
const toleranceMs = 20;

/**
 * Starts a clock that follows the store's: the store's time at the last measurement, plus what has passed since by the
 * monotonic clock. All processes of a store therefore agree on the time, whatever their machines' clocks say, and
 * setting the wall clock while the process runs changes nothing. Measured once here, then every ten seconds; while the
 * store is unavailable, it continues by itself. If the store's clock has been set back by more than a week, time
 * continues from where retention had got to: what is recorded then must not count as old once the clock is right again.
 *
 * @throws if the first measurement fails.
 */
export async function startStoreClock(deps: {
  ask: () => Promise<StoreTime>;
  log: Logger;
  wall?: Clock;
  monotonic?: Clock;
}): Promise<StoreClock> {
  const { ask, log, wall = Date.now, monotonic = () => performance.now() } = deps;
  /** The store's time at 0 of the monotonic clock; null before the first measurement. */
  let origin: number | null = null;
  let reported = false;
  let underWay: Promise<void> | undefined;
  const now = () => Math.floor((origin ?? 0) + monotonic());
  const skewMs = () => wall() - now();

  const measure = async () => {
    const before = monotonic();
    const answer = await ask();
    const after = monotonic();
    const behind = answer.now < answer.atLeast - maxBehindMs;
    const time = behind ? Math.max(answer.atLeast, origin === null ? 0 : now()) : answer.now;
    const measured = time - (before + after) / 2;
    const uncertainty = (after - before) / 2 + toleranceMs;
    if (origin !== null && Math.abs(measured - origin) > maxSkewMs) {
      log.error({ seconds: Math.round((measured - origin) / 1000) }, "the store's clock was set");
    }
    if (origin === null || Math.abs(measured - origin) > uncertainty) origin = measured;
    reportSkew();
  };

  function reportSkew(): void {
    const wrong = Math.abs(skewMs()) > maxSkewMs;
    if (wrong && !reported) {
      const seconds = Math.round(skewMs() / 1000);
      log.error(
        { skewSeconds: seconds },
        "this machine's clock and the store's differ by more than a minute: times go by the store's, and nothing is destroyed until they agree",
      );
    }
    reported = wrong;
  }

  await measure();
  const timer = setInterval(() => {
    // Only one request at a time to a store that hangs.
    underWay ??= measure()
      .catch((err: unknown) => log.warn({ err }, "the store could not be asked for the time"))
      .finally(() => {
        underWay = undefined;
      });
  }, measureEveryMs);
  return {
    now,
    skewMs,
    measure,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}
