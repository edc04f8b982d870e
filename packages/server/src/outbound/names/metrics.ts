import { Counter, Histogram, type Registry } from "prom-client";
import type { LookupUse } from "./lookup-use.ts";

export interface LookupMetrics {
  /** A caller got an outcome: `found`, `not-found`, `timeout`, `failed`, or `busy` where it was never asked for. */
  outcome(use: LookupUse, code: string | null): void;
  /** Name servers were asked. */
  asked(seconds: number): void;
}

const outcomes: Record<string, string> = {
  ENOTFOUND: "not-found",
  ENODATA: "not-found",
  ETIMEOUT: "timeout",
  EBUSY: "busy",
};

/** Labels are of a few values; names never are. */
export function lookupMetrics(registry: Registry): LookupMetrics {
  const registers = [registry];
  const lookups = new Counter({
    name: "countersign_dns_lookups_total",
    help: "Lookups of host names, by what they were for (call, save) and what came of them",
    labelNames: ["use", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "countersign_dns_query_seconds",
    help: "Time that name servers took, for lookups that the hosts file and kept outcomes did not serve",
    buckets: [0.001, 0.005, 0.02, 0.1, 0.3, 1, 2, 5],
    registers,
  });
  return {
    outcome: (use, code) =>
      lookups.inc({ use, outcome: code === null ? "found" : (outcomes[code] ?? "failed") }),
    asked: (seconds) => duration.observe(seconds),
  };
}
