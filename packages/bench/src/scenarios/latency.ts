import { benchPayload } from "../event.ts";
import { atRate } from "../in-parallel.ts";
import { arrivedWithTimes } from "./arrived.ts";
import type { Scenario } from "./scenario.ts";

const perSecond = 1000;

/** An open loop: an event is due every millisecond; its time runs from then until the sink has read it. */
export const latency: Scenario = {
  name: "latency",
  async run({ quick, sink, sender: open }) {
    const sender = open(256);
    await sender.subscribe([`${sink.url}/ok`]);
    const handOver = (dueAt: number) => sender.send(benchPayload(dueAt));
    await sink.reset();
    await sink.received(await atRate(perSecond, quick ? 1 : 5, handOver), 60_000);
    await sink.reset();
    const count = await atRate(perSecond, quick ? 3 : 20, handOver);
    const figure = await arrivedWithTimes(sink, count);
    await sender.close();
    return [{ ...figure, scenario: `open loop at ${perSecond} events a second` }];
  },
};
