import type { Mood } from "../receivers/receivers.ts";

/** Something that breaks, for some time. What it hits is chosen by the seed. */
export type Fault =
  | { kind: "service-killed"; slot: number }
  | { kind: "service-restarted"; slot: number }
  | { kind: "service-frozen"; slot: number; seconds: number }
  | { kind: "backend-killed" }
  /** All processes of the host that accepts writes. Of two hosts the other one is promoted. */
  | { kind: "primary-killed" }
  /** As before, and it comes to life again. */
  | { kind: "primary-frozen"; seconds: number }
  /** Frozen, fenced off by a kill, and the other one is promoted. */
  | { kind: "primary-replaced-frozen" }
  | { kind: "standby-killed"; seconds: number }
  | { kind: "standby-frozen"; seconds: number }
  /** Between one service and all hosts of the store. */
  | { kind: "network-cut"; slot: number; seconds: number }
  | { kind: "network-silent"; slot: number; seconds: number }
  /** Of every host of the store. */
  | { kind: "disk-full"; seconds: number }
  /** Of all services' processes. */
  | { kind: "clock-jumped"; shiftSeconds: number; seconds: number }
  | { kind: "receivers"; mood: Exclude<Mood, "fine">; seconds: number };

export type FaultKind = Fault["kind"];

/** For people: what it is and hits. */
export function describe(fault: Fault): string {
  const { kind, ...more } = fault;
  const details = Object.entries(more).map(([name, value]) => `${name} ${value}`);
  return [kind, ...details].join(" ");
}
