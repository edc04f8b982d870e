import type { Random } from "../../random.ts";

/** What is measured: a computation, and what makes the inputs of each class. */
export interface Subject<Input> {
  name: string;
  /** Makes an input of each class, in the same way: only what they hold differs. */
  classes: Readonly<Record<string, () => Input>>;
  run(input: Input): unknown;
}

/** Nanoseconds by class, in the order in which they were measured. */
export type Measurements = ReadonlyMap<string, Float64Array>;

const roundsAtOnce = 500;

/**
 * Measures each class once a round, in an order drawn anew: so whatever else the machine does falls
 * on all of them alike, and differences that stay are those of the inputs. These are made before,
 * since what makes one class's leaves other things in the processor's caches.
 */
export async function measure<Input>(
  subject: Subject<Input>,
  rounds: number,
  random: Random,
): Promise<Measurements> {
  const classes = Object.entries(subject.classes);
  const measured = new Map(classes.map(([name]) => [name, new Float64Array(rounds)]));
  for (let round = 0; round < rounds; round += roundsAtOnce) {
    const count = Math.min(roundsAtOnce, rounds - round);
    const runs = Array.from({ length: count }, (_, nth) =>
      shuffled(classes, random).map(([name, makeInput]) => ({ name, at: round + nth, input: makeInput() })),
    ).flat();
    for (const { name, at, input } of runs) {
      const started = process.hrtime.bigint();
      const running = subject.run(input);
      if (running instanceof Promise) await running;
      const took = process.hrtime.bigint() - started;
      measured.get(name)?.fill(Number(took), at, at + 1);
    }
  }
  return measured;
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random.fraction() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
