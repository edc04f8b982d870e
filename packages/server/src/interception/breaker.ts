import type { Clock, WebhookId } from "@countersign/wire";
import { createBreakers, type Webhook } from "../webhooks/index.ts";

const maxWebhooks = 10_000;

/** Permission to call a hook once; `end` reports whether the call worked. */
interface Admission {
  end(worked: boolean): void;
}

/**
 * Keeps operations from waiting for a hook that doesn't work. A change of the webhook's settings closes
 * its breaker. Each process judges by its own calls.
 */
export interface Breaker {
  /** Null: it is open, the hook must not be called. */
  admit(webhook: Pick<Webhook, "id" | "version">): Admission | null;
  /** Whether `admit` would refuse, without taking a probe's turn. */
  isOpen(webhook: Pick<Webhook, "id" | "version">): boolean;
}

export function createBreaker(clock: Clock): Breaker {
  const breakers = createBreakers(clock, "first-call");
  /** The version of the settings that each webhook's calls were made with. */
  const versions = new Map<WebhookId, number>();

  function stateOf({ id, version }: Pick<Webhook, "id" | "version">) {
    const known = versions.get(id);
    if (known === version) return breakers.state(id);
    if (versions.size >= maxWebhooks) forgetAll();
    if (known !== undefined) breakers.reset(id);
    versions.set(id, version);
    return "closed";
  }

  function forgetAll(): void {
    for (const id of versions.keys()) breakers.reset(id);
    versions.clear();
  }

  return {
    isOpen: (webhook) => stateOf(webhook) === "open",
    admit(webhook) {
      const { id, version } = webhook;
      const state = stateOf(webhook);
      if (state === "open") return null;
      const isProbe = state === "probing";
      if (isProbe) breakers.beginProbe(id);
      return {
        end(worked) {
          if (versions.get(id) !== version) return;
          // Calls that were in flight when it opened no longer count: the probe decides.
          if (isProbe ? worked : breakers.state(id) === "closed") breakers.note(id, worked);
        },
      };
    },
  };
}
