import { idDay, idTime } from "@countersign/wire";
import { attempt } from "./attempt.ts";
import { conclude } from "./conclude.ts";
import { loadContents } from "./contents.ts";
import type { DeliveryDeps } from "./deps.ts";
import { createGroup } from "../db/index.ts";
import type { DeliveryMetrics } from "./metrics.ts";
import type { Settlement } from "./queue/queue.ts";
import type { Targets } from "./targets.ts";
import type { Work } from "./work.ts";

/**
 * Makes one attempt of a delivery and says how it stands; null when it is no longer this worker's. Nothing is
 * written here, and no transaction is open. A delivery whose webhook is off or gone, or whose subject was
 * erased, is cancelled without an attempt.
 */
export type Deliver = (work: Work, signal: AbortSignal) => Promise<Settlement | null>;

export function createDeliver(
  deps: Pick<DeliveryDeps, "db" | "clock" | "random" | "keyring" | "outbound" | "log">,
  targets: Targets,
  metrics: DeliveryMetrics,
): Deliver {
  const contents = createGroup({
    size: 64,
    waitMs: 1,
    atOnce: 2,
    serve: (works: readonly Work[]) => loadContents(deps, works),
  });

  return async (work, signal) => {
    const { item, claim } = work;
    const cancelled = (): Settlement => ({
      item,
      claim,
      at: deps.clock(),
      attempt: null,
      fate: { kind: "settled", status: "cancelled" },
    });

    const target = await targets.get(item.webhookId);
    if (!target) return cancelled();
    const loaded = work.content
      ? ({ kind: "content", content: work.content } as const)
      : await contents.add(work);
    if (loaded.kind === "gone") return null;
    if (loaded.kind === "erased") return cancelled();
    if (loaded.kind === "unreadable") throw loaded.error;
    const { content } = loaded;
    const key = (await deps.keyring.payloadKeys(deps.db, content.keyId))?.on(idDay(content.eventId));
    if (!key) return cancelled();

    const made = await attempt(deps, item, content, target, signal);
    const { outcome, fate, entry } = conclude(deps.random, item, target.webhook, key, made);
    metrics.attempts.inc({ outcome });
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
        ...(fate.kind === "again" && { retryInMs: fate.dueAt - made.endedAt }),
      },
      "delivery attempt",
    );
    return { item, claim, at: made.endedAt, attempt: entry, fate };
  };
}
