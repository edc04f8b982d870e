import type { Presence } from "./presence.ts";

/**
 * Bounds how many calls of each share (such as a project) are in progress while others are active.
 */
export interface Turnstile {
  /**
   * Whether one more call of this share may enter: now, later (a promise), or not at all because
   * too many wait, or because its turn did not come in time. Each that entered must `leave`.
   *
   * @param weight how many times as much the share may have while others are active; 1 by default,
   * the last value counts.
   */
  enter(share: string, weight?: number): Entering | Promise<Entering>;
  /** @param tookMs the duration of the call: see `rest`. */
  leave(share: string, tookMs?: number): void;
}

type Entering = "in" | "full";

interface Inside {
  count: number;
  weight: number;
  waiting: (() => void)[];
}

const maxRestMs = 1000;

/**
 * A share that is alone may have `alone` calls in progress. As soon as another one is active it may
 * have `shared`, and the rest of its calls wait, first come, first served.
 */
export function createTurnstile(options: {
  alone: number;
  shared: number;
  /** How many of one share may wait. */
  waiting: number;
  /** For how long, in milliseconds. */
  waitMs: number;
  /**
   * While others are active, a place stays taken after its call has ended, for `rest` times the
   * duration of the call, and for a second at most: so the share uses the processors only part of
   * the time. 0 by default.
   */
  rest?: number;
  /** Which shares are active, here or at other turnstiles. */
  presence: Presence;
}): Turnstile {
  const { presence, rest = 0 } = options;
  /** Shares with calls in progress. */
  const shares = new Map<string, Inside>();

  return {
    enter(share, weight = 1) {
      presence.notice(share);
      const inside = insideOf(share);
      inside.weight = weight;
      if (inside.waiting.length === 0 && inside.count < limitOf(share, weight)) {
        inside.count++;
        return "in";
      }
      if (inside.waiting.length >= options.waiting) return "full";
      return new Promise((resolve) => wait(inside.waiting, resolve));
    },
    leave(share, tookMs = 0) {
      const restMs = presence.isAlone(share) ? 0 : Math.min(maxRestMs, tookMs * rest);
      if (restMs === 0) release(share);
      else setTimeout(() => release(share), restMs).unref();
    },
  };

  function release(share: string): void {
    const inside = insideOf(share);
    inside.count--;
    while (inside.waiting.length > 0 && inside.count < limitOf(share, inside.weight)) {
      inside.count++;
      inside.waiting.shift()?.();
    }
    if (inside.count === 0) shares.delete(share);
  }

  function wait(waiting: (() => void)[], resolve: (entering: Entering) => void): void {
    const comeIn = () => {
      clearTimeout(timer);
      resolve("in");
    };
    const giveUp = () => {
      waiting.splice(waiting.indexOf(comeIn), 1);
      resolve("full");
    };
    const timer = setTimeout(giveUp, options.waitMs);
    waiting.push(comeIn);
  }

  function limitOf(share: string, weight: number): number {
    return presence.isAlone(share) ? options.alone : Math.min(options.alone, options.shared * weight);
  }

  function insideOf(share: string): Inside {
    let inside = shares.get(share);
    if (!inside) {
      inside = { count: 0, weight: 1, waiting: [] };
      shares.set(share, inside);
    }
    return inside;
  }
}
