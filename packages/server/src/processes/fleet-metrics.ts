import { AggregatorRegistry, type Registry } from "prom-client";
import type { MetricsJson } from "./messages.ts";

/** The metrics of several processes as one set. */
export interface FleetMetrics {
  /** What a process reports at present. */
  update(id: number, metrics: MetricsJson): void;
  /** It has ended. What it counted stays in the sums: counters must not go back. */
  ended(id: number): void;
  /** Prometheus's text format. */
  text(): Promise<string>;
}

/** Of a process that has ended: a gauge says nothing any more. */
const cumulative = new Set<unknown>(["counter", "histogram"]);

/**
 * Counters and histograms are summed up. Gauges by their `aggregator`: what is in the store is the
 * same in all processes and taken once (`max`, `min`), what each has of its own is summed up.
 *
 * @param own the supervisor's.
 */
export function createFleetMetrics(own: Pick<Registry, "getMetricsAsJSON">): FleetMetrics {
  const latest = new Map<number, MetricsJson>();
  let past: Promise<MetricsJson> = Promise.resolve([]);

  return {
    update: (id, metrics) => void latest.set(id, metrics),
    ended(id) {
      const last = latest.get(id)?.filter((metric) => "type" in metric && cumulative.has(metric.type)) ?? [];
      latest.delete(id);
      past = past.then((before) => AggregatorRegistry.aggregate([before, last]).getMetricsAsJSON());
    },
    async text() {
      const sets = [await own.getMetricsAsJSON(), await past, ...latest.values()];
      return AggregatorRegistry.aggregate(sets).metrics();
    },
  };
}
