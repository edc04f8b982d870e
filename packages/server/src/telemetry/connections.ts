import { Gauge, type Registry } from "prom-client";

/** Shows how busy the store's connections are, asked when it is scraped. */
export function watchConnections(
  metrics: Registry,
  usage: () => { open: number; idle: number; waiting: number },
): void {
  new Gauge({
    name: "countersign_store_connections",
    help: "Connections to the store, and callers that wait for one",
    labelNames: ["state"],
    registers: [metrics],
    collect() {
      const { open, idle, waiting } = usage();
      this.set({ state: "busy" }, open - idle);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waiting" }, waiting);
    },
  });
}
