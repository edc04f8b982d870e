import type { FleetMetrics } from "./fleet-metrics.ts";
import type { ServingFork } from "./fork-serving.ts";
import type { MetricsJson } from "./messages.ts";

/** Gets the metrics of all processes when one of them is asked for them. */
export interface Scrape {
  /** Sends the asking process the metrics of all. */
  answer(asking: Pick<ServingFork, "send">): Promise<void>;
  reported(from: Pick<ServingFork, "id">, metrics: MetricsJson): void;
  ended(fork: Pick<ServingFork, "id">): void;
}

/** Of a process that doesn't report in time, what it said last counts. */
const reportWithinMs = 3000;

/** Scrapes that come together share one collection. */
export function createScrape(
  metrics: FleetMetrics,
  forks: ReadonlySet<Pick<ServingFork, "id" | "claim" | "send">>,
): Scrape {
  const awaited = new Set<number>();
  let complete: (() => void) | undefined;
  let running: Promise<string> | undefined;
  const noLonger = (id: number) => {
    if (awaited.delete(id) && awaited.size === 0) complete?.();
  };

  async function collect(): Promise<string> {
    const all = new Promise<void>((resolve) => {
      complete = resolve;
    });
    // Those that start have nothing to say.
    for (const fork of forks) {
      if (fork.claim() === null) continue;
      awaited.add(fork.id);
      fork.send({ kind: "collect" });
    }
    const timer = setTimeout(() => complete?.(), reportWithinMs);
    await all;
    clearTimeout(timer);
    awaited.clear();
    return metrics.text();
  }

  return {
    async answer(asking) {
      running ??= collect().finally(() => {
        running = undefined;
      });
      asking.send({ kind: "scraped", text: await running });
    },
    reported(from, reported) {
      metrics.update(from.id, reported);
      noLonger(from.id);
    },
    ended(fork) {
      metrics.ended(fork.id);
      noLonger(fork.id);
    },
  };
}
