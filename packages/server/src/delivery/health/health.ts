import type { WebhookId } from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import type { EventsDeps } from "../../events/index.ts";
import { disableWebhook, type Health, noteHealth, type Webhook } from "../../webhooks/index.ts";
import type { AttemptOutcome } from "../attempt/classify.ts";
import type { DeliveryDeps } from "../deps.ts";
import { recordDisabled } from "./operational-events.ts";

/** Tracks which addresses fail, and disables those that are gone. */
export interface HealthKeeper {
  /** A request ended. `webhook`: its settings at the time of the request. */
  note(webhook: Webhook, outcome: AttemptOutcome, at: number): void;
  /** Writes what is pending. */
  stop(): Promise<void>;
}

const dayMs = 24 * 60 * 60 * 1000;
/** An address that has only failed for this long is disabled. */
export const maxFailingMs = 5 * dayMs;
/** First failures and first successes are written together. */
const writeAfterMs = 1000;

/**
 * `failingSince` is written when it changes: once when an address begins to fail and once when it
 * works again, not for each request. 410 disables a webhook, as does a failure after five days of
 * nothing else. Responses of `forget` webhooks are ignored.
 */
export function createHealthKeeper(
  deps: Pick<DeliveryDeps, "db" | "clock" | "log">,
  events: EventsDeps,
): HealthKeeper {
  const changed = new Map<WebhookId, Health>();
  const disabling = new Set<WebhookId>();
  const pending = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  return {
    note(webhook, outcome, at) {
      if (webhook.mode === "forget" || outcome === "aborted" || outcome === "busy") return;
      if (outcome === "delivered") worked(webhook);
      else failed(webhook, outcome, at);
    },
    async stop() {
      clearTimeout(timer);
      run(write());
      await Promise.all(pending);
    },
  };

  function worked({ id, failingSince }: Webhook): void {
    if (failingSince === null && !changed.has(id)) return;
    change({ id, worked: true, failingSince: null });
  }

  function failed(webhook: Webhook, outcome: AttemptOutcome, at: number): void {
    const { id, failingSince } = webhook;
    const seen = changed.get(id);
    if (outcome === "gone") disable(webhook, "gone");
    else if (seen?.worked !== true && failingSince !== null && at - failingSince.getTime() >= maxFailingMs)
      disable(webhook, "failing");
    if (seen?.failingSince != null || (seen === undefined && failingSince !== null)) return;
    change({ id, worked: seen?.worked ?? false, failingSince: at });
  }

  function change(health: Health & { id: WebhookId }): void {
    changed.set(health.id, health);
    timer ??= setTimeout(() => {
      timer = undefined;
      run(write());
    }, writeAfterMs);
  }

  async function write(): Promise<void> {
    const seen = [...changed.values()];
    changed.clear();
    if (seen.length > 0) await inTransaction(deps.db, (tx) => noteHealth(tx, seen));
  }

  function disable({ id }: Webhook, reason: "failing" | "gone"): void {
    if (disabling.has(id)) return;
    disabling.add(id);
    run(
      (async () => {
        // So that the event has the failures that led to it.
        await write();
        const disabled = await inTransaction(deps.db, async (tx) => {
          const webhook = await disableWebhook(deps, tx, id, reason);
          if (webhook) await recordDisabled(events, tx, webhook, reason);
          return webhook;
        });
        if (disabled) deps.log.warn({ webhookId: id, reason }, "a webhook was disabled");
      })().finally(() => disabling.delete(id)),
    );
  }

  function run(work: Promise<void>): void {
    const settled: Promise<void> = work
      .catch((err: unknown) => deps.log.error({ err }, "could not persist webhook health"))
      .finally(() => pending.delete(settled));
    pending.add(settled);
  }
}
