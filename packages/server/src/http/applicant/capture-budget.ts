import type { Clock, SessionId } from "@countersign/wire";

const maxCapturesPerSession = 20;

/**
 * Counts the pictures that pages send, refused ones included, so that no page keeps the service busy
 * validating pictures. In this process's memory: with several processes the bound is multiplied by
 * their number, and still a bound.
 */
export interface CaptureBudget {
  /** Whether the session may send another one, which is then counted. */
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

/** After its deadline a session accepts no pictures anyway. */
function forget(spent: Map<SessionId, { until: number }>, now: number): void {
  for (const [id, { until }] of spent) if (until <= now) spent.delete(id);
}
