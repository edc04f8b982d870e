import { startMeter } from "../countersign/cost.ts";
import type { Instance } from "../countersign/instance.ts";
import { benchPayload } from "../event.ts";
import type { Figure } from "../figures.ts";
import { atRate } from "../in-parallel.ts";
import type { Sink } from "../sink.ts";
import { arrivedWithTimes } from "./arrived.ts";
import { bareLoop } from "./ceiling.ts";
import { patienceMs, type Scenario } from "./scenario.ts";

const perSecond = 1000;

/**
 * An open loop: an event is due every millisecond; its latency runs from then until the sink has
 * read it. The bare loop at the same rate shows how much of that is the machine's own.
 */
export const latency: Scenario = {
  name: "latency",
  async run({ quick, sink, instance, sender: open }) {
    const loop = bareLoop(sink);
    const bare = await atFixedRate(sink, quick ? [0.5, 1.5] : [5, 20], loop.post);
    await loop.close();

    const sender = open(256);
    await sender.subscribe([`${sink.url}/ok`]);
    const figure = await atFixedRate(
      sink,
      quick ? [1, 3] : [15, 20],
      (dueAt) => sender.send(benchPayload(dueAt)),
      instance,
    );
    await sender.close();
    return [
      { ...bare, scenario: `a bare loop at ${perSecond} a second` },
      { ...figure, scenario: `open loop at ${perSecond} events a second` },
    ];
  },
};

/** For `seconds`; those of `warmUp` before don't count. */
async function atFixedRate(
  sink: Sink,
  [warmUp, seconds]: readonly [number, number],
  work: (dueAt: number) => Promise<void>,
  instance: Instance | null = null,
): Promise<Figure> {
  await sink.reset();
  await sink.received(await atRate(perSecond, warmUp, work), patienceMs);
  await sink.reset();
  const meter = startMeter(instance);
  const count = await atRate(perSecond, seconds, work);
  return { ...(await arrivedWithTimes(sink, count)), ...meter.per(count) };
}
