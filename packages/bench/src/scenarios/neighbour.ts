import { benchPayload } from "../event.ts";
import { type Figure, percentile } from "../figures.ts";
import { type Flood, startFlooder } from "../flood.ts";
import { atRate } from "../in-parallel.ts";
import { type Sink, startSink } from "../sink.ts";
import { bareLoop } from "./ceiling.ts";
import { patienceMs, type Scenario } from "./scenario.ts";

const perSecond = 50;
const kinds = [
  { name: "64 callers of single events", callers: 64, batch: 1 },
  { name: "256 callers of single events", callers: 256, batch: 1 },
  { name: "64 callers of batches of 1,000", callers: 64, batch: 1000 },
];

/**
 * One project's events at a modest rate, while another project floods the service in a closed loop
 * under the default quotas. Quiet and flooded periods alternate, so that other work on the machine
 * affects both.
 *
 * The flood's callers and its receiver are processes of their own, with a lower priority: they
 * would be on other machines. When the flood's deliveries went to the same receiver as the
 * neighbour's, and its callers competed with it for two processors, the bare loop alone, which
 * calls that receiver without the service, took 2.4 to 8.6 times as long. It still runs alongside:
 * it shows what the service's work for the flood takes from everything else on the machine.
 */
export const neighbour: Scenario = {
  name: "neighbour",
  async run({ quick, sink, sender: open, instance }) {
    if (!instance) return [{ scenario: "a neighbour", note: "needs a service of the run's own" }];
    const receiver = await startSink({ aside: true });
    const flooder = await startFlooder(instance.remote, `${receiver.url}/flood`);
    const sender = open(64);
    await sender.subscribe([`${sink.url}/neighbour`]);
    const loop = bareLoop(sink);
    const seconds = quick ? 3 : 10;
    const send = (dueAt: number) => sender.send(benchPayload(dueAt));

    const stretch = async (flood: Flood | null) => {
      await sink.reset();
      await receiver.reset();
      const flooding = flood && flooder.run(flood);
      const posting = atRate(perSecond, seconds, loop.post);
      const sent = await atRate(perSecond, seconds, send);
      const posted = await posting;
      const flooded = (await flooding) ?? { accepted: 0, refused: 0 };
      const times = await timesOf(sink, sent + posted);
      await receiver.received(flooded.accepted, patienceMs);
      return { ...times, ...flooded };
    };

    await stretch({ callers: 64, batch: 1, seconds: quick ? 6 : 10 }); // to warm up
    const figures: Figure[] = [];
    for (const { name, ...flood } of kinds) {
      const [before, during, after] = [
        await stretch(null),
        await stretch({ ...flood, seconds }),
        await stretch(null),
      ];
      const quiet = [...before.neighbour, ...after.neighbour].sort((a, b) => a - b);
      const bare = [...before.bare, ...after.bare].sort((a, b) => a - b);
      const ratio = percentile(during.neighbour, 0.99) / percentile(quiet, 0.99);
      const ownRatio = percentile(during.bare, 0.99) / percentile(bare, 0.99);
      const beyond =
        (percentile(during.neighbour, 0.99) - percentile(during.bare, 0.99)) /
        (percentile(quiet, 0.99) - percentile(bare, 0.99));
      figures.push(
        { scenario: `a neighbour in quiet`, ...middleAndEnd(quiet), note: `bare loop: ${p99(bare)}` },
        {
          scenario: `during ${name}`,
          ...middleAndEnd(during.neighbour),
          note: `p99 ${ratio.toFixed(1)} times, beyond the bare loop ${beyond.toFixed(1)} times; bare loop: ${p99(during.bare)}, ${ownRatio.toFixed(1)} times; ${Math.round(during.accepted / seconds)} a second accepted, ${during.refused} calls refused`,
        },
      );
    }
    await loop.close();
    await sender.close();
    await flooder.close();
    await receiver.close();
    return figures;
  },
};

async function timesOf(sink: Sink, count: number): Promise<{ neighbour: number[]; bare: number[] }> {
  const { latencies } = await sink.received(count, patienceMs);
  return { neighbour: latencies["/neighbour"] ?? [], bare: latencies["/ok"] ?? [] };
}

function middleAndEnd(times: readonly number[]): Pick<Figure, "p50Ms" | "p99Ms"> {
  return { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}

function p99(times: readonly number[]): string {
  return `${percentile(times, 0.99).toFixed(1)} ms`;
}
