import { describe, type Fault, type FaultKind } from "./fault.ts";
import { untilHealthy } from "./healthy.ts";
import { type Scene, strike } from "./strike.ts";
import type { Weather } from "./weather.ts";

/** A fault that was. */
export interface Struck {
  fault: Fault;
  /** Milliseconds since the run began. */
  atMs: number;
  /** How long it took until all was healthy again, from the moment it was undone. */
  healedMs: number;
}

/**
 * Lets the faults happen one after another, evenly over the time until `endsAt`; one that takes long delays the others. What
 * there is no time for any more doesn't happen.
 */
export async function runFaults(
  scene: Scene,
  faults: readonly Fault[],
  options: { weather: Weather; beganAt: number; endsAt: number; onFault(fault: Struck): void },
): Promise<string[]> {
  const { weather, beganAt, endsAt, onFault } = options;
  const findings: string[] = [];
  const begun = Date.now();
  for (const [at, fault] of faults.entries()) {
    const due = begun + ((endsAt - begun) * at) / faults.length;
    if (due > Date.now()) await new Promise((resolve) => setTimeout(resolve, due - Date.now()));
    if (Date.now() > endsAt) break;
    weather.begin(describe(fault));
    const atMs = Date.now() - beganAt;
    try {
      await strike(scene, fault);
      onFault({ fault, atMs, healedMs: await untilHealthy(scene.topology) });
      weather.end();
    } catch (error) {
      findings.push(`not healed: ${describe(fault)}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  weather.end();
  return findings;
}

/** How many there were of each kind, and the longest time that one took to heal. */
export function byKind(struck: readonly Struck[]): Record<string, { count: number; longestHealMs: number }> {
  const kinds: Partial<Record<FaultKind, { count: number; longestHealMs: number }>> = {};
  for (const { fault, healedMs } of struck) {
    const { count, longestHealMs } = kinds[fault.kind] ?? { count: 0, longestHealMs: 0 };
    kinds[fault.kind] = { count: count + 1, longestHealMs: Math.max(longestHealMs, healedMs) };
  }
  return kinds as Record<string, { count: number; longestHealMs: number }>;
}
