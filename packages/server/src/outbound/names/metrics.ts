import { Counter, Histogram, type Registry } from "prom-client";
import type { LookupUse } from "./lookup-use.ts";

export interface LookupMetrics {
  /**
   * A caller got a result: `found`, `not-found`, `timeout`, `failed`, or `busy` if nothing was
   * sent.
   */
  outcome(use: LookupUse, code: string | null): void;
  /** Name servers were queried. */
  asked(seconds: number): void;
}

const outcomes: Record<string, string> = {
  ENOTFOUND: "not-found",
  ENODATA: "not-found",
  ETIMEOUT: "timeout",
  EBUSY: "busy",
};

/** Labels have few values; they never contain names. */
export function lookupMetrics(registry: Registry): LookupMetrics {
  const registers = [registry];
  const lookups = new Counter({
    name: "countersign_dns_lookups_total",
    help: "Lookups of host names, by purpose (call, save) and result",
    labelNames: ["use", "outcome"],
    registers,
  });
  const duration = new Histogram({
    name: "countersign_dns_query_seconds",
    help: "Time that name servers took, for lookups that neither the hosts file nor the cache served",
    buckets: [0.001, 0.005, 0.02, 0.1, 0.3, 1, 2, 5],
    registers,
  });
  return {
    outcome: (use, code) =>
      lookups.inc({ use, outcome: code === null ? "found" : (outcomes[code] ?? "failed") }),
    asked: (seconds) => duration.observe(seconds),
  };
}
