import { Counter, type Registry } from "prom-client";
import type { AcceptedEvent } from "../events/index.ts";

/**
 * Counts accepted events by the family of their type: the part before the dot, such as `check` or
 * `kyc`.
 */
export function countAccepted(metrics: Registry): (events: readonly AcceptedEvent[]) => void {
  const accepted = new Counter({
    name: "countersign_events_accepted_total",
    help: "Recorded events, by the family of their type",
    labelNames: ["family"],
    registers: [metrics],
  });
  return (events) => {
    for (const { type } of events) accepted.inc({ family: type.split(".", 1)[0] ?? type });
  };
}
