import { isGate, wantsEvent } from "@countersign/wire";
import type { Webhook } from "./webhook.ts";

/**
 * Whether the time (milliseconds since the epoch) is in the webhook's period; its end is exclusive.
 */
function inPeriod(webhook: Pick<Webhook, "validFrom" | "validTo">, at: number): boolean {
  const { validFrom, validTo } = webhook;
  return (validFrom === null || validFrom.getTime() <= at) && (validTo === null || at < validTo.getTime());
}

/**
 * Whether an event of this type at this time is to be delivered to the webhook. Gates get none:
 * they are called before it.
 */
export function concerns(
  webhook: Pick<Webhook, "mode" | "eventTypes" | "validFrom" | "validTo">,
  eventType: string,
  at: number,
): boolean {
  return !isGate(webhook.mode) && wantsEvent(webhook.eventTypes, eventType) && inPeriod(webhook, at);
}

/**
 * Whether the webhook is to be called before an event of this type; the caller checks its period.
 */
export function gates(webhook: Pick<Webhook, "mode" | "eventTypes">, eventType: string): boolean {
  return isGate(webhook.mode) && wantsEvent(webhook.eventTypes, eventType);
}

/**
 * Whether deliveries to it are sent now. If it is off or disabled, they are cancelled without an
 * attempt.
 */
export function takesDeliveries(webhook: Pick<Webhook, "active" | "disabledAt">): boolean {
  return webhook.active && webhook.disabledAt === null;
}
