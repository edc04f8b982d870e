/** Bounds how much of each share (a project, say) is under way at once while others are about. */
export interface Turnstile {
  /**
   * Whether one more of this share may come in: now, later (a promise that resolves when it has), or not at all because too
   * many wait. Each that came in must `leave`.
   */
  enter(share: string): "in" | "full" | Promise<void>;
  leave(share: string): void;
}

interface Inside {
  count: number;
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
  now: () => number;
}): Turnstile {
  /** Those that have anything under way. */
  const shares = new Map<string, Inside>();
  let latest = { share: "", at: Number.NEGATIVE_INFINITY };
  /** When any other than the latest came last. */
  let otherAt = Number.NEGATIVE_INFINITY;

  return {
    enter(share) {
      notice(share);
      const inside = insideOf(share);
      if (inside.waiting.length === 0 && inside.count < limitOf(share)) {
        inside.count++;
        return "in";
      }
      if (inside.waiting.length >= options.waiting) return "full";
      return new Promise((resolve) => inside.waiting.push(resolve));
    },
    leave(share) {
      const inside = insideOf(share);
      inside.count--;
      while (inside.waiting.length > 0 && inside.count < limitOf(share)) {
        inside.count++;
        inside.waiting.shift()?.();
      }
      if (inside.count === 0) shares.delete(share);
    },
  };

  function notice(share: string): void {
    const at = options.now();
    if (latest.share === share) latest.at = at;
    else {
      otherAt = latest.at;
      latest = { share, at };
    }
  }

  function limitOf(share: string): number {
    const othersAt = latest.share === share ? otherAt : latest.at;
    return options.now() - othersAt < aboutMs ? options.shared : options.alone;
  }

  function insideOf(share: string): Inside {
    let inside = shares.get(share);
    if (!inside) {
      inside = { count: 0, waiting: [] };
      shares.set(share, inside);
    }
    return inside;
  }
}
