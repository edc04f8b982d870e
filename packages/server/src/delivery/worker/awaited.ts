import type { Counter } from "prom-client";
import type { AwaitedDelivery, FreshDelivery } from "../../events/index.ts";
import type { WorkEnd } from "../work.ts";

/** How long an operation's response waits for all webhooks of an event together; the same as for its gates. */
const totalTimeoutMs = 10_000;

/**
 * `late`: still in flight when the wait was over, or timed out. `unsent`: no attempt was made for
 * now. `unwanted`: the webhook no longer wants this event, by its condition or because it was
 * switched off.
 */
type Ended = "accepted" | "failed" | "late" | "unsent" | "unwanted";

/**
 * Sends deliveries in the given order, the next when the previous one has ended or timed out, and
 * resolves to the names of the webhooks that did not accept theirs in time. Each is awaited for its
 * own timeout at most, all together for ten seconds at most; the rest is then sent without waiting.
 * Never rejects.
 */
export function createAwaited(deps: {
  /** Makes the first attempt; resolves once its outcome is written. */
  send: (fresh: FreshDelivery) => Promise<WorkEnd>;
  /** Extends the lease of one that had to wait for others; null if it was cancelled in between. */
  renew: (fresh: FreshDelivery) => Promise<FreshDelivery | null>;
  ended: Counter<"outcome">;
}): (deliveries: readonly AwaitedDelivery[]) => Promise<string[]> {
  return async (deliveries) => {
    const started = performance.now();
    const missing: string[] = [];
    for (const [at, { name, timeoutMs, fresh }] of deliveries.entries()) {
      const leftMs = Math.max(0, totalTimeoutMs - (performance.now() - started));
      const outcome = fresh === null ? "unsent" : await within(Math.min(timeoutMs, leftMs), send(fresh, at));
      deps.ended.inc({ outcome });
      if (outcome !== "accepted" && outcome !== "unwanted") missing.push(name);
    }
    return missing;
  };

  async function send(fresh: FreshDelivery, at: number): Promise<Ended> {
    try {
      const current = at === 0 ? fresh : await deps.renew(fresh);
      return endOf(current && (await deps.send(current)));
    } catch {
      // The store is unavailable. The delivery becomes due when its lease ends.
      return "unsent";
    }
  }
}

function endOf(end: WorkEnd): Ended {
  if (end === null) return "unsent";
  if (end === "timeout") return "late";
  if (end === "delivered") return "accepted";
  return unwanted.has(end) ? "unwanted" : "failed";
}

const unwanted: ReadonlySet<WorkEnd> = new Set(["condition", "disabled", "paused", "deleted"]);

function within(ms: number, ended: Promise<Ended>): Promise<Ended> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Ended>((resolve) => {
    timer = setTimeout(resolve, ms, "late");
  });
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
}
