import type { Clock, ProjectId } from "@countersign/wire";
import type { Logger } from "pino";
import { createGroup, isUnavailable } from "../../db/index.ts";
import type { EventsDeps } from "../../events/index.ts";
import { rowBytes } from "../../storage/index.ts";
import type { DeliveryDeps } from "../deps.ts";
import { isReported, recordExhausted } from "../health/operational-events.ts";
import type { DeliveryMetrics } from "../metrics.ts";
import type { Alongside, Queue, Settlement } from "../queue/index.ts";
import type { Content } from "../work.ts";

/**
 * How long an outcome waits for others at most, and how many go into one statement. At 1,000 events
 * a second, 10 ms instead of 2 halved the number of statements, and the median from acceptance to
 * receipt was 5.4 ms instead of 7.
 */
const waitMs = 10;
const size = 512;
const retryMs = 200;
/** A longer response weighs as much as several outcomes, so that no statement takes too much memory. */
const usualResponseBytes = 16 * 1024;

export interface Settling {
  /**
   * Writes the outcome; returns whether it was applied. Projects take turns: however many outcomes
   * of one wait to be written, another's is in the next statement, or in the one after.
   *
   * @param of.content what was sent; null if nothing was.
   * @param of.urgent a caller waits for it: it waits for no others.
   */
  settle(settlement: Settlement, of: Origin): Promise<boolean>;
}

interface Origin {
  projectId: ProjectId;
  content: Content | null;
  urgent: boolean;
}

interface Outcome extends Origin {
  settlement: Settlement;
  /** Whether `delivery.exhausted` is to be recorded. */
  reported: boolean;
}

/**
 * Writes outcomes to the queue and the log in groups. While the store is unavailable, it retries
 * until the lease must have run out: the receiver has the delivery already, and giving up early
 * would send it twice.
 */
export function createSettling(deps: {
  queue: Pick<Queue, "settle">;
  clock: Clock;
  log: Logger;
  metrics: Pick<DeliveryMetrics, "lateOutcomes" | "settled">;
  events: EventsDeps;
  timeoutMs: number;
  onSettled?: DeliveryDeps["onSettled"];
  storage?: DeliveryDeps["storage"];
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
    async settle(settlement, { projectId, content, urgent }) {
      const reported = content !== null && isReported({ settlement, content });
      const { item, claim, fate } = settlement;
      // The next one in its order waits for it, too.
      const isUrgent = urgent || item.fifoKey !== null;
      const applied = await write({ settlement, projectId, content, reported, urgent: isUrgent });
      if (!applied) {
        deps.metrics.lateOutcomes.inc();
        deps.log.warn({ deliveryId: item.id, claim }, "an outcome came too late and was discarded");
      } else if (fate.kind === "settled") deps.metrics.settled.inc({ status: fate.status });
      return applied;
    },
  };

  async function write(outcome: Outcome): Promise<boolean> {
    const deadline = performance.now() + deps.timeoutMs;
    for (;;) {
      try {
        return await group.add(outcome, outcome.projectId);
      } catch (err) {
        deps.log.error({ err, deliveryId: outcome.settlement.item.id }, "could not write an outcome");
        if (performance.now() > deadline) return false;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  async function writeAll(outcomes: readonly Outcome[]): Promise<boolean[]> {
    const settlements = outcomes.map((each) => each.settlement);
    const applied = await settleAndReport(
      settlements,
      outcomes.filter((each) => each.reported),
    );
    if (deps.onSettled) {
      for (const { settlement, content } of outcomes)
        if (applied.has(settlement.item.id)) deps.onSettled(settlement, content?.projectId ?? null);
    }
    if (deps.storage)
      for (const outcome of outcomes)
        if (applied.has(outcome.settlement.item.id)) countAttempt(deps.storage, outcome);
    return settlements.map(({ item }) => applied.has(item.id));
  }

  async function settleAndReport(settlements: readonly Settlement[], reported: readonly Outcome[]) {
    if (reported.length === 0) return deps.queue.settle(settlements);
    const alongside: Alongside = async (tx, applied) => {
      for (const { settlement, content } of reported) {
        if (content && applied.has(settlement.item.id))
          await recordExhausted(deps.events, tx, { settlement, content });
      }
    };
    try {
      return await deps.queue.settle(settlements, alongside);
    } catch (err) {
      if (isUnavailable(err)) throw err;
      // The outcomes are written without the events: otherwise the deliveries would be sent again.
      deps.log.error({ err }, "could not record `delivery.exhausted`");
      return deps.queue.settle(settlements);
    }
  }
}

function countAttempt(storage: NonNullable<DeliveryDeps["storage"]>, { settlement, projectId }: Outcome) {
  const { attempt } = settlement;
  if (attempt === null) return;
  const { responseHeadersSealed: headers, responseBodySealed: body } = attempt;
  const day = new Date(attempt.startedAt).toISOString().slice(0, 10);
  storage.count(projectId, "log", day, rowBytes.attempt + (headers?.length ?? 0) + (body?.length ?? 0));
}

function weightOf({ settlement }: Outcome): number {
  return 1 + Math.floor((settlement.attempt?.responseBodySealed?.length ?? 0) / usualResponseBytes);
}
