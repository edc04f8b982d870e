import type { Clock, SessionId } from "@countersign/wire";

const maxCapturesPerSession = 20;

/**
 * Counts what pages send, refused pictures included, so that nobody keeps the service judging
 * pictures. Kept in this process's memory: with several processes the bound is so many times
 * higher, and still a bound.
 */
export interface CaptureBudget {
  /** Whether the session may send one more; counts it. */
  take(session: { id: SessionId; expiresAt: Date }): boolean;
}

const sweepAt = 1_000;

export function createCaptureBudget(clock: Clock): CaptureBudget {
  const spent = new Map<SessionId, { captures: number; until: number }>();
  return {
    take({ id, expiresAt }) {
      if (spent.size >= sweepAt) forget(spent, clock());
      const entry = spent.get(id) ?? { captures: 0, until: expiresAt.getTime() };
      spent.set(id, entry);
      entry.captures++;
      return entry.captures <= maxCapturesPerSession;
    },
  };
}

/** After its deadline a session takes no pictures anyway. */
function forget(spent: Map<SessionId, { until: number }>, now: number): void {
  for (const [id, { until }] of spent) if (until <= now) spent.delete(id);
}
