import type { Clock } from "@countersign/wire";
import type { Logger } from "pino";
import { createGroup } from "../db/index.ts";
import type { DeliveryMetrics } from "./metrics.ts";
import type { Queue, Settlement } from "./queue/queue.ts";

/** Longest time an outcome waits for others, and most outcomes in one statement. */
const waitMs = 2;
const size = 256;
const retryMs = 200;

export interface Settling {
  /** Writes the outcome; answers whether it counted. */
  settle(settlement: Settlement): Promise<boolean>;
}

/**
 * Writes outcomes back in groups. When the store does not answer, it is asked again until the lease must have
 * run out: the receiver has the delivery already, and giving up early would send it twice.
 */
export function createSettling(deps: {
  queue: Queue;
  clock: Clock;
  log: Logger;
  metrics: DeliveryMetrics;
  patienceMs: number;
}): Settling {
  const group = createGroup({
    size,
    waitMs,
    atOnce: 2,
    serve: async (settlements: readonly Settlement[]) => {
      const applied = await deps.queue.settle(settlements);
      return settlements.map(({ item }) => applied.has(item.id));
    },
  });

  return {
    async settle(settlement) {
      const applied = await write(settlement);
      const { item, claim, fate } = settlement;
      if (!applied) {
        deps.metrics.lateOutcomes.inc();
        deps.log.warn({ deliveryId: item.id, claim }, "an outcome came too late to count");
      } else if (fate.kind === "settled") deps.metrics.settled.inc({ status: fate.status });
      return applied;
    },
  };

  async function write(settlement: Settlement): Promise<boolean> {
    const giveUpAt = Date.now() + deps.patienceMs;
    for (;;) {
      try {
        return await group.add(settlement);
      } catch (error) {
        const kind = error instanceof Error ? error.name : typeof error;
        deps.log.error({ error: kind, deliveryId: settlement.item.id }, "an outcome could not be written");
        if (Date.now() > giveUpAt) return false;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }
}
