import type { DeliveryView } from "@countersign/wire";
import type { DeliverySummary } from "../../../delivery/index.ts";
import { inSnakeCase } from "../fields.ts";

/** A delivery as lists show it. */
export function deliveryView(delivery: DeliverySummary): DeliveryView {
  const { id, eventId, webhookId, projectId, type, subject, sequence, status, reason } = delivery;
  return {
    id,
    eventId,
    webhookId,
    projectId,
    type,
    subject,
    sequence,
    status,
    reason,
    attemptCount: delivery.attempts,
    createdAt: delivery.createdAt.toISOString(),
    statusCode: delivery.statusCode,
    outcome: delivery.failure && inSnakeCase(delivery.failure),
    durationMs: delivery.durationMs,
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    settledAt: delivery.settledAt?.toISOString() ?? null,
    replayId: delivery.replayId,
  };
}
