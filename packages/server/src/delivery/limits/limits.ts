import type { Clock, WebhookId } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Webhook, WebhookDirectory } from "../../webhooks/index.ts";
import type { AttemptOutcome } from "../attempt/classify.ts";
import { createBreakers } from "./breaker.ts";
import { createSlots } from "./concurrency.ts";
import { createPace } from "./rate-limit.ts";

/** Whether, and how much, a webhook may be called now: its breaker, its rate limit, and how it answered of late. */
export interface Gate {
  /** Calls it may have at once; 0 for now none: `onOpen` tells when that changed. `running`: those it has. */
  slots(webhookId: WebhookId, running: number): number;
  /** A call begins. */
  begin(webhookId: WebhookId): void;
  /** A call ended; its webhook as it was set for the call. */
  end(webhook: Webhook, outcome: AttemptOutcome): void;
  /** Whether its deliveries may be kept in memory: not while its breaker is open. */
  takes(webhookId: WebhookId): boolean;
  /** Most deliveries to claim for webhooks that are not served as usual. */
  limits(): Map<WebhookId, number>;
  stop(): void;
}

const maxRates = 10_000;
const longestTimer = 2 ** 31 - 1;

export function createGate(deps: {
  db: Db;
  clock: Clock;
  directory: Pick<WebhookDirectory, "find">;
  most: number;
  /** The webhook may have calls again. */
  onOpen: (webhookId: WebhookId) => void;
  /** The breaker opened: nothing is to wait for it in memory. */
  onBroken: (webhookId: WebhookId) => void;
}): Gate {
  const { clock } = deps;
  const breakers = createBreakers(clock);
  const slots = createSlots(deps.most);
  const pace = createPace({ db: deps.db, onReady: deps.onOpen });
  /** The rate limits of webhooks that were looked up; null: none. */
  const rates = new Map<WebhookId, number | null>();
  const learning = new Set<WebhookId>();
  let probeTimer: { at: number; timer: NodeJS.Timeout } | undefined;

  return {
    slots(webhookId, running) {
      const state = breakers.state(webhookId);
      if (state === "open" || (state === "probing" && running > 0)) return 0;
      const rate = rates.get(webhookId);
      if (rate === undefined) {
        void learn(webhookId);
        return 0;
      }
      if (rate !== null && !pace.ready(webhookId, rate)) return 0;
      return state === "probing" ? 1 : slots.of(webhookId);
    },
    begin(webhookId) {
      if (rates.get(webhookId) != null) pace.spend(webhookId);
    },
    end(webhook, outcome) {
      const { id } = webhook;
      rates.set(id, webhook.rateLimit);
      if (outcome === "aborted" || outcome === "busy") return;
      slots.note(id, outcome === "timeout");
      // What comes back in mode `forget` counts for nothing; but a breaker that another mode left open must end.
      const change = breakers.note(id, outcome === "delivered" || webhook.mode === "forget");
      if (change === "opened") deps.onBroken(id);
      if (change === "closed") deps.onOpen(id);
      if (breakers.state(id) !== "closed") watchProbes();
    },
    takes: (webhookId) => breakers.state(webhookId) === "closed",
    limits: () =>
      new Map(breakers.open().map((id) => [id, breakers.state(id) === "probing" ? 1 : 0] as const)),
    stop() {
      clearTimeout(probeTimer?.timer);
      pace.stop();
    },
  };

  /** The first look at a webhook: until it is done, nothing is sent there. */
  async function learn(webhookId: WebhookId): Promise<void> {
    if (learning.has(webhookId)) return;
    learning.add(webhookId);
    const webhook = await deps.directory.find(deps.db, webhookId).catch(() => null);
    learning.delete(webhookId);
    if (rates.size >= maxRates) rates.clear();
    // One that can't be read now is read again for its call, which then tells.
    rates.set(webhookId, webhook?.rateLimit ?? null);
    deps.onOpen(webhookId);
  }

  function watchProbes(): void {
    const at = breakers.nextProbeAt();
    if (at === null || (probeTimer && probeTimer.at <= at && probeTimer.at > clock())) return;
    clearTimeout(probeTimer?.timer);
    const due = () => {
      probeTimer = undefined;
      for (const id of breakers.open()) if (breakers.state(id) === "probing") deps.onOpen(id);
      watchProbes();
    };
    probeTimer = { at, timer: setTimeout(due, Math.min(Math.max(1, at - clock()), longestTimer)) };
  }
}
