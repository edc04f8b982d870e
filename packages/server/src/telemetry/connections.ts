import { Counter, Gauge, type Registry } from "prom-client";

/** Reports how busy the store's connections are, at each scrape. */
export function watchConnections(
  metrics: Registry,
  usage: () => { open: number; idle: number; waiting: number; timeouts: number },
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
  let counted = 0;
  new Counter({
    name: "countersign_store_timeouts_total",
    help: "Statements that took too long, whose connections were dropped",
    registers: [metrics],
    collect() {
      const { timeouts } = usage();
      this.inc(timeouts - counted);
      counted = timeouts;
    },
  });
}

/** Reports whether the store has free disk space, at each scrape. */
export function watchRoom(
  metrics: Registry,
  usage: () => Promise<{ full: 0 | 1; freeBytes: number | null }>,
): void {
  new Gauge({
    name: "countersign_store_disk_full",
    help: "1 while the store has no free disk space",
    aggregator: "max",
    registers: [metrics],
    async collect() {
      this.set((await usage()).full);
    },
  });
  new Gauge({
    name: "countersign_store_disk_free_bytes",
    help: "Free disk space of the embedded Postgres",
    aggregator: "min",
    registers: [metrics],
    async collect() {
      const { freeBytes } = await usage();
      if (freeBytes !== null) this.set(freeBytes);
    },
  });
}

/** Reports how much all projects store, at each scrape. */
export function watchStorage(metrics: Registry, total: () => number): void {
  new Gauge({
    name: "countersign_stored_bytes",
    help: "Bytes that all projects store, with rows and indexes, as they are counted",
    aggregator: "max",
    registers: [metrics],
    collect() {
      this.set(total());
    },
  });
}

/**
 * Reports whether a failover of the store may lose commits, at each scrape; reports nothing with a
 * single host.
 */
export function watchDurability(metrics: Registry, isSafe: () => boolean | null): void {
  new Gauge({
    name: "countersign_store_failover_safe",
    help: "1 while each commit is on several hosts, 0 while a failover of the store may lose acknowledged writes",
    aggregator: "min",
    registers: [metrics],
    collect() {
      const safe = isSafe();
      if (safe === null) this.remove();
      else this.set(safe ? 1 : 0);
    },
  });
}
