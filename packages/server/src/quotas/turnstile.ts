/** Bounds how much of each share (a project, say) is under way at once while others are about. */
export interface Turnstile {
  /**
   * Whether one more of this share may come in: now, later (a promise), or not at all because too many wait, or because its
   * turn did not come in time. Each that came in must `leave`.
   *
   * @param weight how many times as much the share may have beside others; 1 by default, the last one given counts.
   */
  enter(share: string, weight?: number): Entering | Promise<Entering>;
  leave(share: string): void;
}

type Entering = "in" | "full";

interface Inside {
  count: number;
  weight: number;
  waiting: (() => void)[];
}

/** A share counts as being about for so long after it came last. */
const aboutMs = 1000;

/**
 * A share that is alone may have `alone` under way: it is nobody's neighbour. As soon as another one comes it may have
 * `shared`, and the rest of its calls wait, first come, first served.
 *
 * @param options.now milliseconds of a clock that nobody sets.
 */
export function createTurnstile(options: {
  alone: number;
  shared: number;
  /** How many of one share may wait. */
  waiting: number;
  /** For how long, in milliseconds. */
  waitMs: number;
  now: () => number;
}): Turnstile {
  /** Those that have anything under way. */
  const shares = new Map<string, Inside>();
  let latest = { share: "", at: Number.NEGATIVE_INFINITY };
  /** When any other than the latest came last. */
  let otherAt = Number.NEGATIVE_INFINITY;

  return {
    enter(share, weight = 1) {
      notice(share);
      const inside = insideOf(share);
      inside.weight = weight;
      if (inside.waiting.length === 0 && inside.count < limitOf(share, weight)) {
        inside.count++;
        return "in";
      }
      if (inside.waiting.length >= options.waiting) return "full";
      return new Promise((resolve) => wait(inside.waiting, resolve));
    },
    leave(share) {
      const inside = insideOf(share);
      inside.count--;
      while (inside.waiting.length > 0 && inside.count < limitOf(share, inside.weight)) {
        inside.count++;
        inside.waiting.shift()?.();
      }
      if (inside.count === 0) shares.delete(share);
    },
  };

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

  function notice(share: string): void {
    const at = options.now();
    if (latest.share === share) latest.at = at;
    else {
      otherAt = latest.at;
      latest = { share, at };
    }
  }

  function limitOf(share: string, weight: number): number {
    const othersAt = latest.share === share ? otherAt : latest.at;
    const isAlone = options.now() - othersAt >= aboutMs;
    return isAlone ? options.alone : Math.min(options.alone, options.shared * weight);
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
