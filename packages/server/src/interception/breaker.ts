import type { Clock } from "@countersign/wire";
import type { Webhook } from "../webhooks/index.ts";

const windowSeconds = 60;
const fewestCalls = 20;
const probeEveryMs = 30_000;
const mostWebhooks = 10_000;

/** Leave to call a hook once; `end` says whether it worked. */
interface Admission {
  end(worked: boolean): void;
}

/**
 * Spares operations the wait for a hook that doesn't work: it opens once at least 20 calls were made within a minute and
 * half of them failed. While it is open, one call is let through every 30 seconds; the first that works closes it, and so
 * does a change of the webhook's settings. Each process judges by its own calls.
 */
export interface Breaker {
  /** Null: it is open, the hook must not be called. */
  admit(webhook: Pick<Webhook, "id" | "version">): Admission | null;
  /** Whether `admit` would refuse, without taking a probe's turn. */
  isOpen(webhook: Pick<Webhook, "id" | "version">): boolean;
}

interface Second {
  at: number;
  calls: number;
  failed: number;
}

interface State {
  version: number;
  seconds: Second[];
  /** When the next probe is due; null while it is closed. */
  probeAt: number | null;
}

export function createBreaker(clock: Clock): Breaker {
  const states = new Map<string, State>();

  function stateOf({ id, version }: Pick<Webhook, "id" | "version">): State {
    const known = states.get(id);
    if (known?.version === version) return known;
    if (states.size >= mostWebhooks) states.clear();
    const fresh: State = { version, seconds: [], probeAt: null };
    states.set(id, fresh);
    return fresh;
  }

  function count(state: State, worked: boolean): void {
    const now = clock();
    const at = Math.floor(now / 1000);
    let last = state.seconds.at(-1);
    if (last?.at !== at) {
      last = { at, calls: 0, failed: 0 };
      state.seconds.push(last);
      // Seconds to come are left over from a clock that was set back.
      state.seconds = state.seconds.filter((each) => each.at > at - windowSeconds && each.at <= at);
    }
    last.calls++;
    if (worked) return;
    last.failed++;
    let calls = 0;
    let failed = 0;
    for (const second of state.seconds) {
      calls += second.calls;
      failed += second.failed;
    }
    if (calls >= fewestCalls && failed * 2 >= calls) state.probeAt = now + probeEveryMs;
  }

  return {
    isOpen(webhook) {
      const { probeAt } = stateOf(webhook);
      return probeAt !== null && clock() < probeAt;
    },
    admit(webhook) {
      const state = stateOf(webhook);
      if (state.probeAt === null) {
        return {
          end(worked) {
            // Calls that were under way when it opened change nothing any more: the probe decides.
            if (state.probeAt === null) count(state, worked);
          },
        };
      }
      const leftMs = state.probeAt - clock();
      if (leftMs > 0 && leftMs <= probeEveryMs) return null;
      state.probeAt = clock() + probeEveryMs;
      return {
        end(worked) {
          if (!worked) return;
          state.probeAt = null;
          state.seconds = [];
        },
      };
    },
  };
}
