import { Gauge, type Registry } from "prom-client";

/** Shows by how much the process's clock is ahead of the store's, asked when it is scraped. */
export function watchSkew(metrics: Registry, skewMs: () => number): void {
  new Gauge({
    name: "countersign_clock_skew_seconds",
    help: "By how much this machine's clock is ahead of the store's; alarm beyond a minute, either way",
    registers: [metrics],
    collect() {
      this.set(skewMs() / 1000);
    },
  });
}
