import { awaitsAnswer, type Random } from "@countersign/wire";
import { nextDelay, takesDeliveries, type Webhook } from "../webhooks/index.ts";

/** How a new delivery starts. */
export interface Plan {
  /** Why it is kept as cancelled instead of being sent; null if it is sent. */
  cancelled: "disabled" | "paused" | "deleted" | null;
  /** Milliseconds to wait before the first attempt. */
  delayMs: number;
  /** Deliveries of one webhook with the same key go one after another; null: no order is kept. */
  fifoKey: string | null;
  /** How an operation's response waits for it; null if it doesn't. */
  awaited: { name: string; timeoutMs: number } | null;
}

/** Plans a delivery of an event of this subject, by the webhook's current settings. */
export function planFor(webhook: Webhook, subject: string | undefined, random: Random): Plan {
  return {
    cancelled: takesDeliveries(webhook) ? null : whyNot(webhook),
    delayMs: nextDelay(webhook.retry, 0, random) ?? 0,
    fifoKey: webhook.fifo === "subject" ? (subject ?? null) : null,
    awaited: awaitsAnswer(webhook.mode) ? { name: webhook.name, timeoutMs: webhook.timeoutMs } : null,
  };
}

function whyNot({ disabledAt, deletedAt }: Webhook): NonNullable<Plan["cancelled"]> {
  if (deletedAt !== null) return "deleted";
  return disabledAt === null ? "paused" : "disabled";
}
