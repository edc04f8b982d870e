import type { WebhookId } from "@countersign/wire";

/** How many requests each address may have in flight, by how it responded lately. */
export interface Concurrency {
  of(webhookId: WebhookId): number;
  note(webhookId: WebhookId, timedOut: boolean): void;
}

/**
 * Every address starts with `max`. Each request that times out halves its number, down to one; each
 * that gets a response adds one back. So an address that hangs soon holds a single slot.
 */
export function createConcurrency(max: number): Concurrency {
  /** Addresses with less than `max`. */
  const reduced = new Map<WebhookId, number>();
  return {
    of: (webhookId) => reduced.get(webhookId) ?? max,
    note(webhookId, timedOut) {
      const now = reduced.get(webhookId) ?? max;
      const next = timedOut ? Math.max(1, Math.floor(now / 2)) : now + 1;
      if (next >= max) reduced.delete(webhookId);
      else reduced.set(webhookId, next);
    },
  };
}
