import { Counter, type Registry } from "prom-client";

/**
 * Counts connections and requests that were ended before a route saw them: `connections` (an address holds too many),
 * `evicted` (there were too many in all), `slow`, `malformed`, `pipelined`.
 */
export function countRefused(metrics: Registry): (reason: string) => void {
  const refused = new Counter({
    name: "countersign_http_refused_total",
    help: "Connections and requests ended before a route saw them",
    labelNames: ["reason"] as const,
    registers: [metrics],
  });
  return (reason) => refused.inc({ reason });
}
