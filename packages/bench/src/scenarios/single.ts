import { startMeter } from "../countersign/cost.ts";
import { benchPayload } from "../event.ts";
import type { Figure } from "../figures.ts";
import { forSeconds } from "../in-parallel.ts";
import { startRelay } from "../relay.ts";
import { arrivedWithTimes } from "./arrived.ts";
import { patienceMs, type Scenario } from "./scenario.ts";

const concurrencies = [1, 16, 64, 256];
const quickConcurrencies = [1, 64];

/**
 * One event per HTTP call, by several concurrent callers: a closed loop. Next to each a relay that
 * keeps nothing gets the same calls, half of the time before and half after.
 */
export const single: Scenario = {
  name: "single",
  async run({ quick, sink, instance, sender: open }) {
    const most = Math.max(...concurrencies);
    const sender = open(most);
    const relay = await startRelay(sink, most);
    const warmUp = quick ? 1 : 5;
    await relay.run(warmUp, 64);
    await sender.subscribe([`${sink.url}/ok`]);
    const handOver = () => sender.send(benchPayload());
    await sink.reset();
    await sink.received(await forSeconds(warmUp, 64, handOver), patienceMs);
    const figures: Figure[] = [];
    for (const concurrency of quick ? quickConcurrencies : concurrencies) {
      const seconds = quick ? 1.5 : 8;
      const before = await relay.run(seconds / 2, concurrency);
      await sink.reset();
      const meter = startMeter(instance);
      const count = await forSeconds(seconds, concurrency, handOver);
      const figure = await arrivedWithTimes(sink, count);
      const cost = meter.per(count);
      const after = await relay.run(seconds / 2, concurrency);
      const relayed = (before.perSecond + after.perSecond) / 2;
      figures.push(
        { ...after, perSecond: relayed, scenario: `a relay that keeps nothing, ${concurrency} at once` },
        {
          ...figure,
          ...cost,
          ofRelay: figure.perSecond / relayed,
          scenario: `single events, ${concurrency} at once`,
        },
      );
    }
    await relay.close();
    await sender.close();
    return figures;
  },
};
