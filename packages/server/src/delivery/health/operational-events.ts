import { type EventType, eventDefinition, isEventType, type ProjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { type EventsDeps, record } from "../../events/index.ts";
import type { Webhook } from "../../webhooks/index.ts";
import type { Settlement } from "../queue/queue.ts";
import type { Content } from "../work.ts";

/** An outcome with what it was the outcome of. */
export interface Ended {
  settlement: Settlement;
  content: Content;
}

/**
 * Whether the end of this delivery is told by `delivery.exhausted`: not where the delivery told of deliveries or
 * webhooks itself, so that one dead address can't make events without end.
 */
export function isTold({ settlement, content }: Ended): boolean {
  const { fate } = settlement;
  if (fate.kind !== "settled" || fate.status !== "exhausted") return false;
  const { type } = content;
  if (!isEventType(type)) return false;
  const { subject } = eventDefinition(type);
  return subject !== "delivery" && subject !== "webhook";
}

/** Records `delivery.exhausted`, in the transaction that settles the delivery. */
export async function tellExhausted(deps: EventsDeps, tx: Tx, { settlement, content }: Ended): Promise<void> {
  const { item, attempt, at } = settlement;
  await tell(deps, tx, content.projectId, "delivery.exhausted", item.id, {
    deliveryId: item.id,
    webhookId: item.webhookId,
    eventId: content.eventId,
    eventType: content.type,
    attempts: attempt?.number ?? item.attempt,
    lastStatusCode: attempt?.statusCode ?? null,
    exhaustedAt: new Date(at).toISOString(),
  });
}

/** Records `webhook.disabled`, in the transaction that disables the webhook. */
export async function tellDisabled(
  deps: EventsDeps,
  tx: Tx,
  webhook: Webhook,
  reason: "failing" | "gone",
): Promise<void> {
  await tell(deps, tx, webhook.projectId, "webhook.disabled", webhook.id, {
    webhookId: webhook.id,
    reason,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    disabledAt: (webhook.disabledAt ?? new Date(deps.clock())).toISOString(),
  });
}

async function tell(
  deps: EventsDeps,
  tx: Tx,
  projectId: ProjectId,
  type: EventType,
  subject: string,
  payload: object,
): Promise<void> {
  await record(deps, tx, { projectId, type, subject, keyId: projectId, payload });
}
