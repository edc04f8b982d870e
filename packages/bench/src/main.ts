import { writeFileSync } from "node:fs";
import { type Instance, startInstance } from "./countersign/instance.ts";
import { type Figure, table } from "./figures.ts";
import { thisMachine } from "./machine.ts";
import { type Options, readOptions, usage } from "./options.ts";
import { backlog, drain } from "./scenarios/backlog.ts";
import { batch } from "./scenarios/batch.ts";
import { ceiling } from "./scenarios/ceiling.ts";
import { consoleQueries } from "./scenarios/console.ts";
import { interception } from "./scenarios/interception.ts";
import { latency } from "./scenarios/latency.ts";
import { neighbour } from "./scenarios/neighbour.ts";
import { processes } from "./scenarios/processes.ts";
import type { Bench, Scenario } from "./scenarios/scenario.ts";
import { single } from "./scenarios/single.ts";
import { tenAddresses } from "./scenarios/ten-addresses.ts";
import { type Sink, startSink } from "./sink.ts";

/**
 * If the ceiling varies by more than this within a run, the figures say more about the machine than
 * about the service.
 */
const busyFrom = 1.5;
/**
 * In this order: latency is measured once the service is warm, and scenarios that leave much data
 * come last.
 */
const scenarios: readonly Scenario[] = [
  single,
  batch,
  latency,
  neighbour,
  interception,
  drain,
  tenAddresses,
  backlog,
  consoleQueries,
  processes,
];
/** Left out of quick runs unless `--only` names them. */
const onlyLong = ["backlog", "console", "processes"];
const names = scenarios.map((scenario) => scenario.name);

/**
 * `npm run bench`: measures how fast events get from a caller to a receiver, each time compared
 * with a bare loop that only signs and posts.
 */
async function main(options: Options): Promise<void> {
  const sink = await startSink();
  let instance: Instance | null = null;
  try {
    if (options.remote === null) instance = await startInstance("all", options);
    const figures = await measure(options, sink, instance);
    const machine = thisMachine(instance?.postgresVersion() ?? null);
    const { cores, cpu, node, postgres } = machine;
    say(`\n${table(figures)}\n\n${cores} cores (${cpu}), Node ${node}, Postgres ${postgres ?? "not ours"}\n`);
    if (options.jsonFile !== null) {
      const result = { takenAt: new Date().toISOString(), quick: options.quick, machine, figures };
      writeFileSync(options.jsonFile, `${JSON.stringify(result, null, 2)}\n`);
    }
  } finally {
    // The sink first: a service that stops waits for requests that are still open.
    await sink.close();
    await instance?.close();
  }
}

async function measure(options: Options, sink: Sink, instance: Instance | null): Promise<Figure[]> {
  const { quick, only } = options;
  const remote = options.remote ?? instance?.remote;
  if (!remote) throw new Error("nothing to measure");
  const bench: Bench = {
    quick,
    sink,
    instance,
    sender: (connections) => options.open(remote, connections),
  };
  const chosen = scenarios.filter(({ name }) =>
    only === null ? !(quick && onlyLong.includes(name)) : only.includes(name),
  );
  const seconds = quick ? 0.7 : 3;
  await ceiling(sink, seconds); // to warm up
  const ceilings = [await ceiling(sink, seconds)];
  const figures: Figure[] = [];
  for (const scenario of chosen) {
    say(`${scenario.name} …\n`);
    const measured = await scenario.run(bench).catch((error: unknown) => failed(scenario, error));
    const before = ceilings.at(-1) ?? Number.NaN;
    const after = await ceiling(sink, seconds);
    ceilings.push(after);
    for (const figure of measured) figures.push(withCeiling(figure, (before + after) / 2));
  }
  return [ceilingFigure(ceilings), ...figures];
}

function withCeiling(figure: Figure, level: number): Figure {
  const { perSecond } = figure;
  return perSecond === undefined ? figure : { ...figure, ofCeiling: perSecond / level };
}

function ceilingFigure(ceilings: readonly number[]): Figure {
  const sorted = ceilings.toSorted((a, b) => a - b);
  const [lowest, highest] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  const range = `${Math.round(lowest)} to ${Math.round(highest)} in this run`;
  return {
    scenario: "ceiling: a bare loop",
    perSecond: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    ofCeiling: 1,
    note: highest > lowest * busyFrom ? `${range}: the machine did other work, don't quote these` : range,
  };
}

/** Continues the run, with a failing exit code at its end. */
function failed({ name }: Scenario, error: unknown): Figure[] {
  process.exitCode = 1;
  return [{ scenario: name, note: `failed: ${error instanceof Error ? error.message : String(error)}` }];
}

function say(text: string): void {
  process.stdout.write(text);
}

let options: Options | null = null;
try {
  options = readOptions(process.argv.slice(2), names);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${reason}\n\n${usage.replace("SCENARIOS", names.join(", "))}`);
  process.exitCode = 2;
}
if (options !== null) await main(options);
