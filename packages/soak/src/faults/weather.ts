/** When faults were on, and until when their consequences are excused. */
export interface Weather {
  begin(fault: string): void;
  /** The fault was undone, and everything is healthy again. */
  end(): void;
  /** Whether a fault was on at any time since then. */
  wasBadSince(atMs: number): boolean;
  /** The fault that is on; null: none. */
  current(): string | null;
}

/** A process that was healthy a moment ago may still have requests of before in its queue. */
const graceMs = 3000;

export function createWeather(now: () => number = Date.now): Weather {
  let current: string | null = null;
  let endedAt = Number.NEGATIVE_INFINITY;
  return {
    begin(fault) {
      current = fault;
    },
    end() {
      current = null;
      endedAt = now();
    },
    wasBadSince: (atMs) => current !== null || atMs <= endedAt + graceMs,
    current: () => current,
  };
}
