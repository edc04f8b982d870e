import type { Sender } from "../adapters/sender.ts";
import { startMeter } from "../countersign/cost.ts";
import type { Instance } from "../countersign/instance.ts";
import { benchPayload } from "../event.ts";
import type { Figure } from "../figures.ts";
import { inParallel } from "../in-parallel.ts";
import { arrived } from "./arrived.ts";
import type { Bench, Scenario } from "./scenario.ts";

const batchSize = 1000;
const callsAtOnce = 2;
/**
 * A worker's first deliveries, before its code is compiled; the bare loop has a warm-up of its own.
 */
const toWarmUp = 10_000;
/** More than what reaches the sink between two figures, while it is being reset. */
const uncounted = 2_000;

/** The rate at which a worker sends what another process has recorded while no worker ran. */
export const drain: Scenario = {
  name: "drain",
  async run(bench) {
    const count = bench.quick ? 10_000 : 50_000;
    const [, figure] = await drained(bench, toWarmUp + count + uncounted, [toWarmUp, count]);
    return [
      figure
        ? { ...figure, scenario: `drain of ${count}` }
        : { scenario: "drain", note: "needs a service of its own" },
    ];
  },
};

/** Whether a long queue is slower than a short one; skipped in quick runs. */
export const backlog: Scenario = {
  name: "backlog",
  async run(bench) {
    const [few, many] = [10_000, 1_000_000];
    const [short] = await drained(bench, few, [few]);
    const [same, longer] = await drained(bench, many, [few, 9 * few]);
    if (!short || !same || !longer) return [{ scenario: "backlog", note: "needs a service of its own" }];
    const ratio = (same.perSecond / short.perSecond).toFixed(2);
    return [
      { ...short, scenario: `first ${few} of ${few} pending` },
      { ...same, scenario: `first ${few} of ${many} pending`, note: `${ratio} of the short backlog's` },
      { ...longer, scenario: `the next ${9 * few} of ${many} pending` },
    ];
  },
};

type Measured = Figure & { perSecond: number };

/**
 * Records while only an `api` process runs, then sends with only a `worker`: one figure per number
 * of arrivals.
 */
async function drained(bench: Bench, count: number, after: readonly number[]): Promise<Measured[]> {
  const { instance, sink } = bench;
  if (!instance) return [];
  await instance.restart("api");
  const sender = bench.sender(callsAtOnce);
  await sender.subscribe([`${sink.url}/ok`]);
  await record(sender, count);
  const apiMb = instance.memory().serviceMb;
  await sink.reset();
  await instance.restart("worker");
  const figures: Measured[] = [];
  try {
    for (const number of after) {
      const meter = startMeter(instance);
      const figure = await arrived(sink, number);
      figures.push({ ...figure, ...meter.per(number), ...memoryOf(instance, apiMb) });
      await sink.reset();
    }
  } finally {
    await instance.restart("all");
    await sender.close();
  }
  return figures;
}

async function record({ sendBatch }: Sender, count: number): Promise<void> {
  if (!sendBatch) throw new Error("a backlog is recorded by batches");
  await inParallel(count / batchSize, callsAtOnce, () =>
    sendBatch(Array.from({ length: batchSize }, () => benchPayload())),
  );
}

function memoryOf(instance: Instance, apiMb: number | null): Pick<Figure, "memoryMb"> {
  const { serviceMb } = instance.memory();
  return serviceMb === null ? {} : { memoryMb: Math.max(serviceMb, apiMb ?? 0) };
}
