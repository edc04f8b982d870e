import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { expect, test } from "vitest";
import { createFleetMetrics } from "./fleet-metrics.ts";

/** A process's metrics of every kind. */
function processWith(counted: number, depth: number, busy: number) {
  const registry = new Registry();
  const registers = [registry];
  const counter = new Counter({ name: "events_total", help: "e", labelNames: ["family"], registers });
  counter.inc({ family: "kyc" }, counted);
  new Gauge({ name: "depth", help: "d", aggregator: "max", registers }).set(depth);
  new Gauge({ name: "safe", help: "s", aggregator: "min", registers }).set(depth > 5 ? 0 : 1);
  new Gauge({ name: "connections", help: "c", labelNames: ["state"], registers }).set(
    { state: "busy" },
    busy,
  );
  new Histogram({ name: "seconds", help: "s", buckets: [1, 2], registers }).observe(counted);
  return { counter, json: () => registry.getMetricsAsJSON() };
}

test("counters and histograms are summed up, what is in the store is taken once", async () => {
  const metrics = createFleetMetrics(new Registry());
  metrics.update(1, await processWith(1, 7, 3).json());
  metrics.update(2, await processWith(2, 4, 2).json());
  const lines = (await metrics.text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'events_total{family="kyc"} 3',
      "depth 7",
      "safe 0",
      'connections{state="busy"} 5',
      'seconds_bucket{le="1"} 1',
      'seconds_bucket{le="2"} 2',
      "seconds_sum 3",
      "seconds_count 2",
    ]),
  );
});

test("a process that ends takes its gauges away, and nothing that it counted", async () => {
  const metrics = createFleetMetrics(new Registry());
  const stays = processWith(1, 4, 2);
  metrics.update(1, await processWith(10, 9, 3).json());
  metrics.update(2, await stays.json());
  metrics.ended(1);
  metrics.update(3, await processWith(5, 4, 1).json());
  metrics.ended(3);
  stays.counter.inc({ family: "kyc" }, 2);
  metrics.update(2, await stays.json());
  const text = await metrics.text();
  expect(text).toMatch(/^events_total\{family="kyc"\} 18$/m);
  expect(text).toMatch(/^seconds_count 3$/m);
  expect(text).toMatch(/^depth 4$/m);
  expect(text).toMatch(/^connections\{state="busy"\} 2$/m);
});
