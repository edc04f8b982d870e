import type { Clock, SessionId } from "@countersign/wire";

/** Three pictures, each asked for again three times, in a session that a person sends back twice; and some. */
const maxCapturesPerSession = 40;
/** How long a session without pictures is remembered: its deadline may move, so it says nothing about that. */
const idleMs = 24 * 60 * 60_000;
const sweepIntervalMs = 60_000;

/**
 * Counts the pictures that pages send, refused ones included, so that no page keeps the service busy
 * validating pictures. In this process's memory: with several processes the bound is multiplied by
 * their number, and still a bound.
 */
export interface CaptureBudget {
  /** Whether the session may send another one, which is then counted. */
  take(session: SessionId): boolean;
}

/** A count is dropped a day after its session's last picture. */
export function createCaptureBudget(clock: Clock): CaptureBudget {
  const spent = new Map<SessionId, { captures: number; lastAt: number }>();
  let sweptAt = clock();
  return {
    take(id) {
      const now = clock();
      if (now - sweptAt >= sweepIntervalMs) {
        sweptAt = now;
        for (const [other, { lastAt }] of spent) if (now - lastAt >= idleMs) spent.delete(other);
      }
      const captures = (spent.get(id)?.captures ?? 0) + 1;
      spent.set(id, { captures, lastAt: now });
      return captures <= maxCapturesPerSession;
    },
  };
}
