import type { Clock } from "@countersign/wire";
import type { Logger } from "pino";
import { createGroup, isUnavailable } from "../../db/index.ts";
import type { EventsDeps } from "../../events/index.ts";
import { isTold, tellExhausted } from "../health/operational-events.ts";
import type { DeliveryMetrics } from "../metrics.ts";
import type { Alongside, Queue, Settlement } from "../queue/queue.ts";
import type { Content } from "../work.ts";

/**
 * Longest time an outcome waits for others, and most outcomes in one statement. At 1,000 events a second 10 ms in place of 2
 * made half as many statements, and a median of 5.4 ms from acceptance to receipt in place of 7.
 */
const waitMs = 10;
const size = 512;
const retryMs = 200;
/** An answer that is longer weighs as much as several outcomes, so that no statement grows beyond memory. */
const usualAnswerBytes = 16 * 1024;

export interface Settling {
  /**
   * Writes the outcome; answers whether it counted.
   *
   * @param content what was sent; null when nothing was.
   * @param urgent somebody waits for it: it waits for no others.
   */
  settle(settlement: Settlement, content: Content | null, urgent?: boolean): Promise<boolean>;
}

interface Outcome {
  settlement: Settlement;
  content: Content | null;
  /** `delivery.exhausted` is to be recorded. */
  told: boolean;
  urgent: boolean;
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
  events: EventsDeps;
  patienceMs: number;
}): Settling {
  const group = createGroup({
    size,
    waitMs,
    atOnce: 2,
    weight: weightOf,
    urgent: ({ urgent }) => urgent,
    serve: writeAll,
  });

  return {
    async settle(settlement, content, urgent = false) {
      const told = content !== null && isTold({ settlement, content });
      const { item, claim, fate } = settlement;
      // The next of its order waits for it, too.
      const applied = await write({ settlement, content, told, urgent: urgent || item.fifoKey !== null });
      if (!applied) {
        deps.metrics.lateOutcomes.inc();
        deps.log.warn({ deliveryId: item.id, claim }, "an outcome came too late to count");
      } else if (fate.kind === "settled") deps.metrics.settled.inc({ status: fate.status });
      return applied;
    },
  };

  async function write(outcome: Outcome): Promise<boolean> {
    const giveUpAt = performance.now() + deps.patienceMs;
    for (;;) {
      try {
        return await group.add(outcome);
      } catch (error) {
        deps.log.error(
          { error: nameOf(error), deliveryId: outcome.settlement.item.id },
          "an outcome could not be written",
        );
        if (performance.now() > giveUpAt) return false;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  async function writeAll(outcomes: readonly Outcome[]): Promise<boolean[]> {
    const settlements = outcomes.map((each) => each.settlement);
    const applied = await settleAndTell(
      settlements,
      outcomes.filter((each) => each.told),
    );
    return settlements.map(({ item }) => applied.has(item.id));
  }

  async function settleAndTell(settlements: readonly Settlement[], told: readonly Outcome[]) {
    if (told.length === 0) return deps.queue.settle(settlements);
    const alongside: Alongside = async (tx, applied) => {
      for (const { settlement, content } of told) {
        if (content && applied.has(settlement.item.id))
          await tellExhausted(deps.events, tx, { settlement, content });
      }
    };
    try {
      return await deps.queue.settle(settlements, alongside);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      // What can't be told must not keep the outcomes from being written: they would be sent once more.
      deps.log.error({ error: nameOf(error) }, "exhausted deliveries could not be told");
      return deps.queue.settle(settlements);
    }
  }
}

function weightOf({ settlement }: Outcome): number {
  return 1 + Math.floor((settlement.attempt?.responseBodySealed?.length ?? 0) / usualAnswerBytes);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
