import type { Measurements } from "./measure.ts";
import { type Difference, welch } from "./welch.ts";

/** Two classes, compared over the measurements up to a quantile of all. */
export interface Comparison extends Difference {
  classes: string;
  /** The share of all measurements that were kept: the slowest say more of the machine. */
  kept: number;
}

const shares = [1, 0.9, 0.75, 0.5];
/** A cut that leaves less of a class says nothing about it. */
const minMeasurements = 30;

/**
 * Compares every two classes over all measurements, and over the fastest of them, as in "Dude, is
 * my code constant time?" (Reparaz, Balasch and Verbauwhede, 2017).
 */
export function compareAll(measured: Measurements): Comparison[] {
  const all = Float64Array.from([...measured.values()].flatMap((each) => [...each])).sort();
  return shares.flatMap((kept) => {
    const longest = all[Math.ceil(all.length * kept) - 1] ?? 0;
    const classes = [...measured].map(([name, each]) => ({
      name,
      times: each.filter((one) => one <= longest),
    }));
    const pairs = classes.flatMap((one, at) => classes.slice(at + 1).map((other) => [one, other] as const));
    return pairs
      .filter((pair) => pair.every(({ times }) => times.length >= minMeasurements))
      .map(([one, other]) => ({
        classes: `${one.name} and ${other.name}`,
        kept,
        ...welch(one.times, other.times),
      }));
  });
}

/** The comparison whose difference is the most significant. */
export function mostSignificant(comparisons: readonly Comparison[]): Comparison | null {
  return comparisons.toSorted((one, other) => Math.abs(other.t) - Math.abs(one.t))[0] ?? null;
}
