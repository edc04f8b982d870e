import { idDay, idTime, type SettledReason } from "@countersign/wire";
import type { Webhook } from "../../webhooks/index.ts";
import type { DeliveryDeps } from "../deps.ts";
import type { DeliveryMetrics } from "../metrics.ts";
import type { Settlement } from "../queue/index.ts";
import type { Content, Loaded, Work } from "../work.ts";
import { attempt } from "./attempt.ts";
import type { AttemptOutcome } from "./classify.ts";
import { conclude } from "./conclude.ts";
import { loadContents } from "./contents.ts";
import { keepBody, renderNow } from "./render.ts";
import type { Targets } from "./targets.ts";

/** The status of a delivery, and the request that was made for it, if any. */
export interface Delivered {
  settlement: Settlement;
  call: { webhook: Webhook; outcome: AttemptOutcome; content: Content } | null;
}

/**
 * Makes one attempt of a delivery; null if it is no longer this worker's. Nothing is written here,
 * and no transaction is open. A delivery is cancelled without an attempt if its webhook is off or
 * gone, its subject was erased, its body can't be read or rendered, or its condition is not met.
 */
export type Deliver = (work: Work, signal: AbortSignal) => Promise<Delivered | null>;

/** As long as a webhook whose template was slow is suspended. */
const renderRetryMs = 10_000;

export function createDeliver(
  deps: Pick<
    DeliveryDeps,
    "db" | "clock" | "random" | "keyring" | "outbound" | "log" | "onAttempt" | "rendering"
  >,
  targets: Targets,
  metrics: DeliveryMetrics,
): Deliver {
  return async (work, signal) => {
    const { item, claim } = work;
    const found = await targets.get(item.webhookId);
    if (found.kind === "closed") return cancelled(work, found.reason);
    const { target } = found;
    const loaded = await contentOf(work);
    if (loaded.kind === "gone") return null;
    if (loaded.kind === "closed") return cancelled(work, loaded.reason);
    if (loaded.kind !== "content")
      throw loaded.kind === "failed" ? loaded.error : new Error("a body was not read");
    const keys = await deps.keyring.payloadKeys(deps.db, loaded.content.keyId);
    if (!keys) return cancelled(work, "erased");
    const key = keys.on(idDay(loaded.content.eventId));
    if (!key) return cancelled(work, "expired");
    const rendered = await renderNow(deps, loaded.content, target.webhook, item.resend);
    if (rendered.kind === "later") return postponed(work);
    if (rendered.kind !== "content") return cancelled(work, rendered.kind);
    const { content } = rendered;
    if (rendered.made) await keepBody(deps.db, key, content);

    const made = await attempt(deps, item, content, target, signal);
    const { outcome, fate, entry } = conclude(deps.random, item, target.webhook, key, made);
    metrics.attempts.inc({ outcome });
    metrics.duration.observe((made.endedAt - made.startedAt) / 1000);
    deps.onAttempt?.({
      eventId: content.eventId,
      deliveryId: item.id,
      webhookId: item.webhookId,
      projectId: content.projectId,
      type: content.type,
      number: entry.number,
      resend: item.resend,
      fresh: work.fresh,
      startedAt: made.startedAt,
      endedAt: made.endedAt,
      outcome,
      statusCode: entry.statusCode,
    });
    if (outcome === "delivered" && !item.resend) {
      metrics.latency.observe((made.endedAt - idTime(content.eventId)) / 1000);
    }
    deps.log.info(
      {
        eventId: content.eventId,
        deliveryId: item.id,
        webhookId: item.webhookId,
        projectId: content.projectId,
        type: content.type,
        attempt: entry.number,
        resend: item.resend,
        outcome,
        status: entry.statusCode,
        ms: entry.durationMs,
        fate: fate.kind === "settled" ? fate.status : "retrying",
        retryInMs: fate.kind === "retry" ? fate.dueAt - made.endedAt : undefined,
      },
      "delivery attempt",
    );
    return {
      settlement: { item, claim, at: made.endedAt, attempt: entry, fate },
      call: { webhook: target.webhook, outcome, content },
    };
  };

  async function contentOf(work: Work): Promise<Loaded> {
    if (work.content) return { kind: "content", content: work.content };
    const loaded = await work.loading;
    if (loaded !== null && loaded.kind !== "large" && loaded.kind !== "failed") return loaded;
    const [own] = await loadContents(deps, [work]);
    return own ?? { kind: "gone" };
  }

  /** Uses up no try. */
  function postponed({ item, claim }: Work): Delivered {
    const at = deps.clock();
    const fate = { kind: "retry", dueAt: at + renderRetryMs, tries: item.tries } as const;
    return { settlement: { item, claim, at, attempt: null, fate }, call: null };
  }

  function cancelled({ item, claim }: Work, reason: SettledReason): Delivered {
    if (reason === "unreadable")
      deps.log.error({ deliveryId: item.id }, "could not read a body: its delivery is cancelled");
    const fate = { kind: "settled", status: "cancelled", reason } as const;
    return { settlement: { item, claim, at: deps.clock(), attempt: null, fate }, call: null };
  }
}
