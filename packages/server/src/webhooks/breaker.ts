import type { Clock, WebhookId } from "@countersign/wire";

/** `closed`: calls go out; `open`: none does; `probing`: one may. */
type BreakerState = "closed" | "open" | "probing";

/** Stops calling addresses that mostly fail, one breaker per webhook. Times in milliseconds. */
export interface Breakers {
  state(webhookId: WebhookId): BreakerState;
  /** Counts a call that ended, or judges a probe; returns what that changed. */
  note(webhookId: WebhookId, worked: boolean): "opened" | "closed" | null;
  /** A probe begins: the next one may go out in 30 seconds. */
  beginProbe(webhookId: WebhookId): void;
  /** Starts again as for a webhook that was never called. */
  reset(webhookId: WebhookId): void;
  /** The webhooks that are not called at present. */
  open(): WebhookId[];
  /** When the next one may be probed; null if none is open. */
  nextProbeAt(): number | null;
}

const minCalls = 20;
const windowSeconds = 60;
/** How long an open breaker waits before it lets one call through. */
export const probeEveryMs = 30_000;

interface Second {
  /** Seconds since the epoch. */
  at: number;
  calls: number;
  failures: number;
}

interface Breaker {
  seconds: Second[];
  /** When the next probe may go out; null while closed. */
  probeAt: number | null;
}

/**
 * A breaker opens once at least 20 calls within a minute have ended and half of them or more have
 * failed. From then on one call every 30 seconds is let through; the first that works closes it.
 *
 * @param countsFrom `first-call` judges all calls of the minute. `first-failure` starts with a
 * failure, so that a busy address that goes down is noticed after 20 calls however many worked
 * before, and an address that never fails needs no record.
 */
export function createBreakers(clock: Clock, countsFrom: "first-call" | "first-failure"): Breakers {
  const breakers = new Map<WebhookId, Breaker>();
  const opened = new Set<WebhookId>();

  return {
    state(webhookId) {
      const probeAt = breakers.get(webhookId)?.probeAt ?? null;
      if (probeAt === null) return "closed";
      // A wait that is longer than any is left over from a clock that was set back.
      const leftMs = probeAt - clock();
      return leftMs > 0 && leftMs <= probeEveryMs ? "open" : "probing";
    },
    note(webhookId, worked) {
      let breaker = breakers.get(webhookId);
      if (!breaker) {
        if (worked && countsFrom === "first-failure") return null;
        breaker = { seconds: [], probeAt: null };
        breakers.set(webhookId, breaker);
      }
      if (breaker.probeAt !== null) return noteProbe(webhookId, breaker, worked);
      count(breaker, worked);
      if (worked && countsFrom === "first-call") return null;
      const { calls, failures } = totalOf(breaker);
      if (failures === 0 && countsFrom === "first-failure") breakers.delete(webhookId);
      if (worked || calls < minCalls || failures * 2 < calls) return null;
      breaker.probeAt = clock() + probeEveryMs;
      opened.add(webhookId);
      return "opened";
    },
    beginProbe(webhookId) {
      const breaker = breakers.get(webhookId);
      if (breaker) breaker.probeAt = clock() + probeEveryMs;
    },
    reset,
    open: () => [...opened],
    nextProbeAt() {
      let first: number | null = null;
      for (const webhookId of opened) {
        const at = breakers.get(webhookId)?.probeAt ?? null;
        if (at !== null && (first === null || at < first)) first = at;
      }
      return first;
    },
  };

  function reset(webhookId: WebhookId): void {
    breakers.delete(webhookId);
    opened.delete(webhookId);
  }

  function noteProbe(webhookId: WebhookId, breaker: Breaker, worked: boolean): "closed" | null {
    if (worked) {
      reset(webhookId);
      return "closed";
    }
    breaker.probeAt = clock() + probeEveryMs;
    return null;
  }

  function count(breaker: Breaker, worked: boolean): void {
    const at = Math.floor(clock() / 1000);
    let last = breaker.seconds.at(-1);
    if (last?.at !== at) {
      // Seconds to come are left over from a clock that was set back.
      breaker.seconds = breaker.seconds.filter((each) => each.at > at - windowSeconds && each.at < at);
      last = { at, calls: 0, failures: 0 };
      breaker.seconds.push(last);
    }
    last.calls++;
    if (!worked) last.failures++;
  }
}

function totalOf({ seconds }: Breaker): { calls: number; failures: number } {
  let calls = 0;
  let failures = 0;
  for (const second of seconds) {
    calls += second.calls;
    failures += second.failures;
  }
  return { calls, failures };
}
