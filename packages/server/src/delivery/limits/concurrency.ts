import type { WebhookId } from "@countersign/wire";

/** How many calls at once each address has earned. */
export interface Slots {
  of(webhookId: WebhookId): number;
  note(webhookId: WebhookId, timedOut: boolean): void;
}

/**
 * All have `most`, until calls run into their time limit: each time halves the number, down to one, and each call that
 * is answered in time gives one back. So an address that hangs soon holds one slot in place of all of its own.
 */
export function createSlots(most: number): Slots {
  /** Those with less than the most. */
  const fewer = new Map<WebhookId, number>();
  return {
    of: (webhookId) => fewer.get(webhookId) ?? most,
    note(webhookId, timedOut) {
      const now = fewer.get(webhookId) ?? most;
      const next = timedOut ? Math.max(1, Math.floor(now / 2)) : now + 1;
      if (next >= most) fewer.delete(webhookId);
      else fewer.set(webhookId, next);
    },
  };
}
