import { type Clock, idTime } from "@countersign/wire";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Queue, QueueDepth } from "./queue/index.ts";

export interface DeliveryMetrics {
  attempts: Counter<"outcome">;
  settled: Counter<"status">;
  lateOutcomes: Counter;
  /** Deliveries taken over from a process whose lease ran out. */
  takeovers: Counter;
  /** Deliveries that an operation's response waited for, by the result of the wait. */
  awaited: Counter<"outcome">;
  /** Seconds that one request took. */
  duration: Histogram;
  /** Seconds from the event's acceptance to the receiver's 2xx, of first runs only. */
  latency: Histogram;
}

/**
 * How long a scrape waits for the store; values unknown by then are left out, so that the rest is
 * returned.
 */
const scrapeTimeoutMs = 2000;

/**
 * Registers the module's metrics. The gauges query the queue when they are scraped, never the log.
 */
export function deliveryMetrics(registry: Registry, clock: Clock, queue: Queue): DeliveryMetrics {
  const registers = [registry];
  let asked: Promise<QueueDepth | null> | undefined;
  /** Both gauges of a scrape share one query, and so do later scrapes while it is pending. */
  const depth = () => {
    asked ??= queue
      .depth()
      .catch(() => null)
      .finally(() => {
        asked = undefined;
      });
    const late = new Promise<null>((resolve) => setTimeout(resolve, scrapeTimeoutMs, null).unref());
    return Promise.race([asked, late]);
  };
  const ageOf = (oldest: QueueDepth["oldest"]) =>
    oldest === null ? 0 : Math.max(0, clock() - idTime(oldest)) / 1000;
  new Gauge({
    name: "countersign_delivery_queue_oldest_seconds",
    help: "Age of the oldest delivery in the queue",
    aggregator: "max",
    registers,
    async collect() {
      const known = await depth();
      if (known === null) this.remove();
      else this.set(ageOf(known.oldest));
    },
  });
  new Gauge({
    name: "countersign_delivery_queue_depth",
    help: "Deliveries that wait, are leased, or are to be retried",
    aggregator: "max",
    registers,
    async collect() {
      const known = await depth();
      if (known === null) this.remove();
      else this.set(known.deliveries);
    },
  });
  return {
    attempts: new Counter({
      name: "countersign_delivery_attempts_total",
      help: "Requests made to webhooks, by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    settled: new Counter({
      name: "countersign_deliveries_settled_total",
      help: "Settled deliveries, by status",
      labelNames: ["status"],
      registers,
    }),
    lateOutcomes: new Counter({
      name: "countersign_delivery_late_outcomes_total",
      help: "Outcomes that were discarded, because the lease had passed to another worker or the delivery was cancelled",
      registers,
    }),
    takeovers: new Counter({
      name: "countersign_delivery_takeovers_total",
      help: "Deliveries claimed after another worker's lease ran out: it died, or lost its connection to the store",
      registers,
    }),
    awaited: new Counter({
      name: "countersign_awaited_deliveries_total",
      help: "Deliveries that operations waited for: accepted, failed, late, unsent (not tried for now), or unwanted",
      labelNames: ["outcome"],
      registers,
    }),
    duration: new Histogram({
      name: "countersign_delivery_attempt_seconds",
      help: "Duration of one request, from the name lookup to the end of the response",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60],
      registers,
    }),
    latency: new Histogram({
      name: "countersign_delivery_latency_seconds",
      help: "From the acceptance of an event to the receiver's 2xx",
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600],
      registers,
    }),
  };
}
