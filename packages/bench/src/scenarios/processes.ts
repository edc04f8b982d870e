import { countersignSender } from "../adapters/countersign.ts";
import { startMeter } from "../countersign/cost.ts";
import { startInstance } from "../countersign/instance.ts";
import { benchPayload } from "../event.ts";
import type { Figure } from "../figures.ts";
import { forSeconds } from "../in-parallel.ts";
import type { Sink } from "../sink.ts";
import { arrivedWithTimes } from "./arrived.ts";
import { patienceMs, type Scenario } from "./scenario.ts";

const counts = [1, 2, 3];
const callers = 64;

/**
 * Single events with one, two and three processes of the service beside each other on one store, as three machines run
 * them; each time with a store of its own, and with all of this machine's cores.
 */
export const processes: Scenario = {
  name: "processes",
  async run({ quick, sink, instance }) {
    if (instance === null) return [{ scenario: "processes", note: "needs a service of its own" }];
    const figures: Figure[] = [];
    for (const count of counts) figures.push(await measure(count, quick, sink));
    const first = figures[0]?.perSecond ?? Number.NaN;
    return figures.map((figure) => ({
      ...figure,
      note: [figure.note, `${((figure.perSecond ?? Number.NaN) / first).toFixed(2)} of one process`]
        .filter(Boolean)
        .join("; "),
    }));
  },
};

async function measure(count: number, quick: boolean, sink: Sink): Promise<Figure> {
  const instance = await startInstance("all", { profileDir: null, processes: String(count) });
  try {
    const sender = countersignSender(instance.remote, callers);
    await sender.subscribe([`${sink.url}/ok`]);
    const handOver = () => sender.send(benchPayload());
    await sink.reset();
    // Each process compiles its code for itself.
    await sink.received(await forSeconds((quick ? 1 : 5) * count, callers, handOver), patienceMs);
    await sink.reset();
    const meter = startMeter(instance);
    const sent = await forSeconds(quick ? 1.5 : 8, callers, handOver);
    const figure = { ...(await arrivedWithTimes(sink, sent)), ...meter.per(sent) };
    await sender.close();
    return { ...figure, scenario: `single events, ${callers} at once, ${count} processes` };
  } finally {
    await instance.close();
  }
}
