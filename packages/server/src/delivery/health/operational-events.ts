import { type EventType, eventDefinition, isEventType, type ProjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import { type EventsDeps, record } from "../../events/index.ts";
import type { Webhook } from "../../webhooks/index.ts";
import type { Settlement } from "../queue/index.ts";
import type { Content } from "../work.ts";

/** An outcome with the content it is the outcome of. */
export interface Ended {
  settlement: Settlement;
  content: Content;
}

/**
 * Whether `delivery.exhausted` is recorded for the end of this delivery. Not if the delivery itself
 * was about deliveries or webhooks: otherwise one dead address would cause events without end.
 */
export function isReported({ settlement, content }: Ended): boolean {
  const { fate } = settlement;
  if (fate.kind !== "settled" || fate.status !== "exhausted") return false;
  const { type } = content;
  if (!isEventType(type)) return false;
  const { subject } = eventDefinition(type);
  return subject !== "delivery" && subject !== "webhook";
}

/** Records `delivery.exhausted`, in the transaction that settles the delivery. */
export async function recordExhausted(
  deps: EventsDeps,
  tx: Tx,
  { settlement, content }: Ended,
): Promise<void> {
  const { item, attempt, at } = settlement;
  await recordOf(deps, tx, content.projectId, "delivery.exhausted", item.id, {
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
export async function recordDisabled(
  deps: EventsDeps,
  tx: Tx,
  webhook: Webhook,
  reason: "failing" | "gone",
): Promise<void> {
  await recordOf(deps, tx, webhook.projectId, "webhook.disabled", webhook.id, {
    webhookId: webhook.id,
    reason,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    disabledAt: (webhook.disabledAt ?? new Date(deps.clock())).toISOString(),
  });
}

async function recordOf(
  deps: EventsDeps,
  tx: Tx,
  projectId: ProjectId,
  type: EventType,
  subject: string,
  payload: object,
): Promise<void> {
  await record(deps, tx, { projectId, type, subject, keyId: projectId, payload });
}
