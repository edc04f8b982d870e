import type { Clock, WebhookId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { createBreakers, type Webhook, type WebhookDirectory } from "../../webhooks/index.ts";
import type { AttemptOutcome } from "../attempt/classify.ts";
import { createConcurrency } from "./concurrency.ts";
import { createRateLimits } from "./rate-limit.ts";

/** Whether, and how much, a webhook may be called now: breaker, rate limit, and concurrency. */
export interface Limits {
  /**
   * Requests that the webhook may have in flight; 0: none for now, and `onReady` is called when
   * that changes.
   *
   * @param running how many it has in flight.
   */
  concurrency(webhookId: WebhookId, running: number): number;
  /** A request begins. */
  begin(webhookId: WebhookId): void;
  /** A request ended. `webhook`: its settings at the time of the request. */
  end(webhook: Webhook, outcome: AttemptOutcome): void;
  /** Whether its deliveries may be held in memory: not while its breaker is open. */
  accepts(webhookId: WebhookId): boolean;
  /** How many deliveries to claim at most for webhooks whose breaker is open. */
  claimLimits(): Map<WebhookId, number>;
  stop(): void;
}

const maxRates = 10_000;
const maxTimerMs = 2 ** 31 - 1;

export function createLimits(deps: {
  db: Db;
  clock: Clock;
  directory: Pick<WebhookDirectory, "find">;
  maxConcurrency: number;
  /** The webhook may be called again. */
  onReady: (webhookId: WebhookId) => void;
  /** The breaker opened: nothing is to wait for it in memory. */
  onBreakerOpen: (webhookId: WebhookId) => void;
}): Limits {
  const { clock } = deps;
  const breakers = createBreakers(clock, "first-failure");
  const concurrency = createConcurrency(deps.maxConcurrency);
  const rateLimits = createRateLimits({ db: deps.db, onReady: deps.onReady });
  /** Rate limits of webhooks that were looked up, per second; null: none. */
  const rates = new Map<WebhookId, number | null>();
  const lookingUp = new Set<WebhookId>();
  let probeTimer: { at: number; timer: NodeJS.Timeout } | undefined;

  return {
    concurrency(webhookId, running) {
      const state = breakers.state(webhookId);
      if (state === "open" || (state === "probing" && running > 0)) return 0;
      const rate = rates.get(webhookId);
      if (rate === undefined) {
        void lookUp(webhookId);
        return 0;
      }
      if (rate !== null && !rateLimits.ready(webhookId, rate)) return 0;
      return state === "probing" ? 1 : concurrency.of(webhookId);
    },
    begin(webhookId) {
      if (rates.get(webhookId) != null) rateLimits.spend(webhookId);
    },
    end(webhook, outcome) {
      const { id } = webhook;
      rates.set(id, webhook.rateLimit);
      if (outcome === "aborted" || outcome === "busy") return;
      concurrency.note(id, outcome === "timeout");
      // In mode `forget` responses are ignored; but a breaker that another mode left open must
      // close.
      const change = breakers.note(id, outcome === "delivered" || webhook.mode === "forget");
      if (change === "opened") deps.onBreakerOpen(id);
      if (change === "closed") deps.onReady(id);
      if (breakers.state(id) !== "closed") watchProbes();
    },
    accepts: (webhookId) => breakers.state(webhookId) === "closed",
    claimLimits: () =>
      new Map(breakers.open().map((id) => [id, breakers.state(id) === "probing" ? 1 : 0] as const)),
    stop() {
      clearTimeout(probeTimer?.timer);
      rateLimits.stop();
    },
  };

  /** A webhook's rate limit, before its first request: until it is known, nothing is sent. */
  async function lookUp(webhookId: WebhookId): Promise<void> {
    if (lookingUp.has(webhookId)) return;
    lookingUp.add(webhookId);
    const webhook = await deps.directory.find(deps.db, webhookId).catch(() => null);
    lookingUp.delete(webhookId);
    if (rates.size >= maxRates) rates.clear();
    // If it can't be read now, it is read again for its request, which then reports the error.
    rates.set(webhookId, webhook?.rateLimit ?? null);
    deps.onReady(webhookId);
  }

  function watchProbes(): void {
    const at = breakers.nextProbeAt();
    if (at === null || (probeTimer && probeTimer.at <= at && probeTimer.at > clock())) return;
    clearTimeout(probeTimer?.timer);
    const due = () => {
      probeTimer = undefined;
      for (const id of breakers.open()) if (breakers.state(id) === "probing") deps.onReady(id);
      watchProbes();
    };
    probeTimer = { at, timer: setTimeout(due, Math.min(Math.max(1, at - clock()), maxTimerMs)) };
  }
}
