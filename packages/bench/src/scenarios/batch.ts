import { startMeter } from "../countersign/cost.ts";
import { benchPayload } from "../event.ts";
import { inParallel } from "../in-parallel.ts";
import { arrived } from "./arrived.ts";
import type { Scenario } from "./scenario.ts";

const sizes = [1000, 100];
const callsAtOnce = 4;

/** Many events per call; measured until the last of them has reached the sink. */
export const batch: Scenario = {
  name: "batch",
  async run({ quick, sink, instance, sender: open }) {
    const sender = open(callsAtOnce);
    const { sendBatch } = sender;
    if (!sendBatch) return [{ scenario: "batches", note: `${sender.name} has none` }];
    await sender.subscribe([`${sink.url}/ok`]);
    const count = quick ? 5000 : 50_000;
    const figures = [];
    for (const size of sizes) {
      await sink.reset();
      const meter = startMeter(instance);
      await inParallel(count / size, callsAtOnce, () =>
        sendBatch(Array.from({ length: size }, () => benchPayload())),
      );
      const figure = await arrived(sink, count);
      figures.push({ ...figure, ...meter.per(count), scenario: `batches of ${size}` });
    }
    await sender.close();
    return figures;
  },
};
