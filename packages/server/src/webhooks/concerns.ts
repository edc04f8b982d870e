import { isGate, wantsEvent } from "@countersign/wire";
import type { Webhook } from "./webhook.ts";

/** Whether the instant (milliseconds since the epoch) lies in the webhook's period; its end is exclusive. */
function inPeriod(webhook: Pick<Webhook, "validFrom" | "validTo">, at: number): boolean {
  const { validFrom, validTo } = webhook;
  return (validFrom === null || validFrom.getTime() <= at) && (validTo === null || at < validTo.getTime());
}

/** Whether an event of this type that happens at this instant is to be delivered to the webhook. Gates get none: they are called before. */
export function concerns(
  webhook: Pick<Webhook, "mode" | "eventTypes" | "validFrom" | "validTo">,
  eventType: string,
  at: number,
): boolean {
  return !isGate(webhook.mode) && wantsEvent(webhook.eventTypes, eventType) && inPeriod(webhook, at);
}

/** Whether the webhook is to be asked before an event of this type happens; its period is judged by who asks. */
export function gates(webhook: Pick<Webhook, "mode" | "eventTypes">, eventType: string): boolean {
  return isGate(webhook.mode) && wantsEvent(webhook.eventTypes, eventType);
}

/** Whether deliveries to it are sent now. To one that is off or disabled they end as cancelled, without an attempt. */
export function takesDeliveries(webhook: Pick<Webhook, "active" | "disabledAt">): boolean {
  return webhook.active && webhook.disabledAt === null;
}
