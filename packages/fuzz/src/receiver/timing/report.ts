import type { Random } from "../../random.ts";
import { mostSignificant } from "./compare.ts";
import { earlyReturnAfterHmac, earlyReturnAlone } from "./early-return.ts";
import { type Found, findDifference } from "./find-difference.ts";
import type { Subject } from "./measure.ts";
import { endpointSubjects, ownComparison } from "./subjects.ts";

/** The share of the measurements whose difference is reported: the slowest are the machine's. */
const reportedShare = 0.5;
/** Standard errors to either side of a mean that hold 99.9 % of what chance makes. */
const interval = 3.29;
/** For what differs by much. */
const controlRounds = 1000;

/**
 * Measures long enough for differences of some nanoseconds, and prints a line for each subject.
 * Returns the findings: what the receiver gives away, or an early return that was not found.
 */
export async function reportTiming(
  options: { rounds: number; random: Random },
  print: (line: string) => void,
): Promise<string[]> {
  const { rounds, random } = options;
  const search = { rounds, significance: 4.5, effect: 0, random };
  const findings: string[] = [];
  const look = async <Input>(subject: Subject<Input>, expected: boolean | "either", atMost = rounds) => {
    const found = await findDifference(subject, { ...search, rounds: Math.min(rounds, atMost) });
    const { differs } = found;
    print(`${differs ? "differs" : "no difference"}: ${subject.name}: ${differenceText(found)}`);
    if (expected === "either" || expected === differs) return;
    findings.push(
      `${subject.name}: ${differs ? "its time says where a signature differs" : "was not found"}`,
    );
  };
  await look(earlyReturnAlone(random), true, controlRounds);
  await look(await earlyReturnAfterHmac(2 ** 16, random), true, controlRounds);
  // What the noise of a real receiver hides, and its callers' networks all the more.
  await look(await earlyReturnAfterHmac(32, random), "either");
  await look(ownComparison(random), false);
  for (const subject of await endpointSubjects(random)) await look(subject, false);
  return findings;
}

function differenceText({ differs, comparisons }: Found): string {
  const significant = mostSignificant(comparisons);
  const widest = comparisons
    .filter(({ kept }) => kept === reportedShare)
    .toSorted((one, other) => Math.abs(other.means) - Math.abs(one.means))[0];
  const shown = differs ? significant : widest;
  if (shown === null || shown === undefined || significant === null) return "too few measurements";
  const by = `${Math.abs(shown.means).toFixed(0)} ± ${(interval * shown.error).toFixed(0)} ns`;
  return `${by} (${shown.classes}), |t| up to ${Math.abs(significant.t).toFixed(1)}`;
}
