import { Counter, Histogram, type Registry } from "prom-client";

export interface InterceptionMetrics {
  runs: Counter<"event" | "verdict">;
  /** Failed hooks that were tolerated. */
  degraded: Counter<"event">;
  hooks: Counter<"verdict" | "why">;
  hookSeconds: Histogram;
}

export function interceptionMetrics(registry: Registry): InterceptionMetrics {
  const registers = [registry];
  return {
    runs: new Counter({
      name: "countersign_interceptions_total",
      help: "Interception runs by verdict; runs without a hook are not counted",
      labelNames: ["event", "verdict"],
      registers,
    }),
    degraded: new Counter({
      name: "countersign_interceptions_degraded_total",
      help: "Runs that continued although a hook failed, by its failure policy",
      labelNames: ["event"],
      registers,
    }),
    hooks: new Counter({
      name: "countersign_interception_hooks_total",
      help: "Hooks asked or skipped, by outcome",
      labelNames: ["verdict", "why"],
      registers,
    }),
    hookSeconds: new Histogram({
      name: "countersign_interception_hook_seconds",
      help: "Duration of one hook in seconds",
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers,
    }),
  };
}
