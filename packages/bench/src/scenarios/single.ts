import { benchPayload } from "../event.ts";
import { forSeconds } from "../in-parallel.ts";
import { arrivedWithTimes } from "./arrived.ts";
import { patienceMs, type Scenario } from "./scenario.ts";

const concurrencies = [1, 16, 64, 256];
const quickConcurrencies = [1, 64];

/** One event per HTTP call, by several concurrent callers: a closed loop. */
export const single: Scenario = {
  name: "single",
  async run({ quick, sink, sender: open }) {
    const sender = open(Math.max(...concurrencies));
    await sender.subscribe([`${sink.url}/ok`]);
    const handOver = () => sender.send(benchPayload());
    await sink.reset();
    await sink.received(await forSeconds(quick ? 1 : 5, 64, handOver), patienceMs);
    const figures = [];
    for (const concurrency of quick ? quickConcurrencies : concurrencies) {
      await sink.reset();
      const count = await forSeconds(quick ? 1.5 : 8, concurrency, handOver);
      figures.push({
        ...(await arrivedWithTimes(sink, count)),
        scenario: `single events, ${concurrency} at once`,
      });
    }
    await sender.close();
    return figures;
  },
};
