import { Gauge, type Registry } from "prom-client";

/** Reports by how much the process's clock is ahead of the store's, measured at each scrape. */
export function watchSkew(metrics: Registry, skewMs: () => number): void {
  new Gauge({
    name: "countersign_clock_skew_seconds",
    help: "How far this machine's clock is ahead of the store's; alert beyond a minute in either direction",
    aggregator: "max",
    registers: [metrics],
    collect() {
      this.set(skewMs() / 1000);
    },
  });
}
