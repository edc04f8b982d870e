import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";

const loggedEveryMs = 60_000;

/**
 * Counts connections and requests that were ended before a route handled them: `connections` (an
 * address has too many), `evicted` (there were too many in all), `slow`, `malformed`, `pipelined`.
 * Their number is logged once a minute, so that a flood can't fill the disk.
 */
export function countRefused(metrics: Registry, log: Pick<Logger, "warn">): (reason: string) => void {
  const refused = new Counter({
    name: "countersign_http_refused_total",
    help: "Connections and requests that were ended before a route handled them",
    labelNames: ["reason"] as const,
    registers: [metrics],
  });
  const counts = new Map<string, number>();
  const write = () => {
    log.warn(
      { refused: Object.fromEntries(counts) },
      "ended connections and requests before a route handled them",
    );
    counts.clear();
  };
  return (reason) => {
    refused.inc({ reason });
    if (counts.size === 0) setTimeout(write, loggedEveryMs).unref();
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  };
}
