import type { Random } from "../../random.ts";
import { type Comparison, compareAll, mostSignificant } from "./compare.ts";
import { measure, type Subject } from "./measure.ts";

export interface Search {
  /** Rounds of the first try. */
  rounds: number;
  /** A difference must have at least this many standard errors… */
  significance: number;
  /** …and at least this many standard deviations of one measurement. */
  effect: number;
  random: Random;
}

/** Whether the classes' times differ. */
export interface Found {
  differs: boolean;
  /** Of the last try. */
  comparisons: Comparison[];
}

/**
 * Whether a subject's time depends on its input's class. What a try finds must show again, for the
 * same classes in the same direction, with twice the rounds.
 */
export async function findDifference<Input>(subject: Subject<Input>, search: Search): Promise<Found> {
  const { rounds, significance, effect, random } = search;
  const look = async (times: number) => {
    const comparisons = compareAll(await measure(subject, times, random));
    const found = comparisons.filter(
      (each) => Math.abs(each.t) > significance && Math.abs(each.effect) > effect,
    );
    return { comparisons, found };
  };
  // What runs for the first time is compiled while it runs.
  await measure(subject, Math.min(rounds, 100), random);
  const first = await look(rounds);
  const suspect = mostSignificant(first.found);
  if (suspect === null) return { differs: false, comparisons: first.comparisons };
  const second = await look(2 * rounds);
  const again = second.found.some(
    ({ classes, t }) => classes === suspect.classes && Math.sign(t) === Math.sign(suspect.t),
  );
  return { differs: again, comparisons: second.comparisons };
}
