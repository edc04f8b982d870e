/** Milliseconds of work on one call's events after which other work gets a turn. */
const sliceMs = 2;
/** One event may take long: the rest after it does not. */
const maxRestMs = 20;

/** Divides the work on one call's events into slices of a few milliseconds. */
export interface Slices {
  /**
   * Called before each event. Null, at no cost, unless the slice has lasted long enough; else
   * resolves when the next one begins: in the next turn of the event loop, or after as much time as
   * the slice took while others are active.
   */
  end(): Promise<void> | null;
}

/** When a call's work has to give way. */
export interface Pace {
  /** Whether the caller is the only one who is active. */
  isAlone: () => boolean;
  /** Milliseconds of a clock that nobody sets. */
  now: () => number;
}

export const alone: Pace = { isAlone: () => true, now: () => performance.now() };

export function createSlices({ isAlone, now }: Pace): Slices {
  let begunAt = now();
  const begin = () => {
    begunAt = now();
  };
  return {
    end() {
      const tookMs = now() - begunAt;
      if (tookMs < sliceMs) return null;
      return (isAlone() ? nextTurn() : resting(Math.min(maxRestMs, tookMs))).then(begin);
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function resting(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
