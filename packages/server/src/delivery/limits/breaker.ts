import type { Clock, WebhookId } from "@countersign/wire";

/** `closed`: calls go out; `open`: none does; `probing`: one may. */
type BreakerState = "closed" | "open" | "probing";

/** Stops calling addresses that mostly fail, one breaker per webhook. Times in milliseconds. */
export interface Breakers {
  state(webhookId: WebhookId): BreakerState;
  /** Takes note of a call's end; answers what it changed. */
  note(webhookId: WebhookId, worked: boolean): "opened" | "closed" | null;
  /** The webhooks that are not called at present. */
  open(): WebhookId[];
  /** When the next one may be probed; null when none is open. */
  nextProbeAt(): number | null;
}

const fewestCalls = 20;
const windowMs = 60_000;
const sliceMs = 10_000;
/** How long an open breaker waits before it lets one call through. */
export const probeEveryMs = 30_000;

interface Slice {
  since: number;
  calls: number;
  failures: number;
}

interface Breaker {
  slices: Slice[];
  /** When the next probe may go out; null while closed. */
  probeAt: number | null;
}

/**
 * A breaker opens once at least 20 calls within a minute have ended and half of them or more failed. From then on one
 * call every 30 seconds is let through; the first that works closes it.
 */
export function createBreakers(clock: Clock): Breakers {
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
      const breaker = breakers.get(webhookId);
      if (!breaker) {
        // An address that never failed needs no record.
        if (!worked) breakers.set(webhookId, { slices: [slice(1, 1)], probeAt: null });
        return null;
      }
      if (breaker.probeAt !== null) return noteProbe(webhookId, breaker, worked);
      count(breaker, worked);
      const calls = sum(breaker, (each) => each.calls);
      const failures = sum(breaker, (each) => each.failures);
      if (failures === 0) breakers.delete(webhookId);
      if (worked || calls < fewestCalls || failures * 2 < calls) return null;
      breaker.probeAt = clock() + probeEveryMs;
      opened.add(webhookId);
      return "opened";
    },
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

  function noteProbe(webhookId: WebhookId, breaker: Breaker, worked: boolean): "closed" | null {
    if (worked) {
      breakers.delete(webhookId);
      opened.delete(webhookId);
      return "closed";
    }
    breaker.probeAt = clock() + probeEveryMs;
    return null;
  }

  function count(breaker: Breaker, worked: boolean): void {
    const now = clock();
    breaker.slices = breaker.slices.filter((each) => each.since > now - windowMs && each.since <= now);
    let last = breaker.slices.at(-1);
    if (!last || now - last.since >= sliceMs) {
      last = slice(0, 0);
      breaker.slices.push(last);
    }
    last.calls++;
    if (!worked) last.failures++;
  }

  function slice(calls: number, failures: number): Slice {
    return { since: clock(), calls, failures };
  }
}

function sum({ slices }: Breaker, of: (slice: Slice) => number): number {
  return slices.reduce((total, each) => total + of(each), 0);
}
