import type { Random } from "@countersign/fuzz/random";
import type { Fault, FaultKind } from "./fault.ts";

/** What there is to break: see `Topology`. */
export interface Breakable {
  services: number;
  hosts: 1 | 2;
  hasLinks: boolean;
  hasVolumes: boolean;
  /** Whether those that take long (a promotion, a frozen service that outlasts a lease) are wanted. */
  heavy: boolean;
}

/** How often each kind is chosen. */
const weights: Readonly<Record<FaultKind, number>> = {
  "service-killed": 4,
  "service-restarted": 2,
  "service-frozen": 2,
  "backend-killed": 3,
  "primary-killed": 3,
  "primary-frozen": 2,
  "primary-replaced-frozen": 2,
  "standby-killed": 2,
  "standby-frozen": 2,
  "network-cut": 3,
  "network-silent": 3,
  "disk-full": 2,
  "clock-jumped": 3,
  receivers: 4,
};

const moods = ["slow", "failing", "silent", "resetting"] as const;
const shifts = [-86_400, -3600, -30, 30, 3600, 86_400, 40 * 86_400];

/** The faults of a run, in their order: the same for the same seed and the same things to break. */
export function schedule(random: Random, count: number, at: Breakable): Fault[] {
  const kinds = possible(at);
  // Each kind once, as far as the count allows, then by weight.
  const first = shuffled(random, kinds).slice(0, count);
  const rest = Array.from({ length: count - first.length }, () => weighted(random, kinds));
  return shuffled(random, [...first, ...rest]).map((kind) => faultOf(random, kind, at));
}

function possible({ hosts, hasLinks, hasVolumes, heavy }: Breakable): FaultKind[] {
  const two = hosts === 2;
  const all: [FaultKind, boolean][] = [
    ["service-killed", true],
    ["service-restarted", true],
    ["service-frozen", true],
    ["backend-killed", true],
    ["primary-killed", true],
    ["primary-frozen", true],
    ["primary-replaced-frozen", two && heavy],
    ["standby-killed", two],
    ["standby-frozen", two],
    ["network-cut", hasLinks],
    ["network-silent", hasLinks],
    ["disk-full", hasVolumes],
    ["clock-jumped", true],
    ["receivers", true],
  ];
  return all.filter(([, is]) => is).map(([kind]) => kind);
}

function faultOf(random: Random, kind: FaultKind, { services, heavy }: Breakable): Fault {
  const slot = random.below(services);
  const seconds = 1 + random.below(heavy ? 6 : 2);
  switch (kind) {
    case "service-killed":
    case "service-restarted":
      return { kind, slot };
    case "service-frozen":
      // One in four outlasts the leases of its deliveries.
      return { kind, slot, seconds: heavy && random.chance(0.25) ? 40 : seconds };
    case "network-cut":
    case "network-silent":
      return { kind, slot, seconds };
    case "primary-frozen":
    case "standby-killed":
    case "standby-frozen":
    case "disk-full":
      return { kind, seconds };
    case "clock-jumped":
      return { kind, shiftSeconds: random.pick(shifts), seconds };
    case "receivers":
      return { kind, mood: random.pick(moods), seconds };
    default:
      return { kind };
  }
}

function weighted(random: Random, kinds: readonly FaultKind[]): FaultKind {
  return random.pick(kinds.flatMap((kind) => Array<FaultKind>(weights[kind]).fill(kind)));
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, by: random.fraction() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ value }) => value);
}
