import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { benchPayload } from "../event.ts";
import type { Figure } from "../figures.ts";
import { atRate, forSeconds } from "../in-parallel.ts";
import { arrived, arrivedWithTimes } from "./arrived.ts";
import { type Bench, patienceMs, type Scenario } from "./scenario.ts";

const eventsPerSecond = 50;
const paths = ["/0", "/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8", "/9"];
const eight = paths.slice(0, 8);

/**
 * Every event goes to ten addresses. Are eight good ones affected if the ninth hangs and the tenth
 * refuses?
 */
export const tenAddresses: Scenario = {
  name: "ten-addresses",
  async run(bench) {
    const { url } = bench.sink;
    await warmUp(bench);
    const good = await load(
      bench,
      paths.map((path) => url + path),
      paths.length,
    );
    const addresses = [...eight.map((path) => url + path), `${url}/hang`, await refusingAddress()];
    const bad = await load(bench, addresses, eight.length);
    const throughput = (bad.perSecond / good.perSecond).toFixed(2);
    const p99 = (bad.p99Ms / good.p99Ms).toFixed(2);
    return [
      { ...good, scenario: "ten good addresses: eight of them" },
      {
        ...bad,
        scenario: "eight good next to one hung, one refusing",
        note: `${throughput} of the throughput, ${p99} of the p99 (times at ${eventsPerSecond} events a second)`,
      },
    ];
  },
};

/** Warms up, so that the first of the two compared loads does not pay for compilation. */
async function warmUp({ quick, sink, sender: open }: Bench): Promise<void> {
  const sender = open(64);
  await sender.subscribe(eight.map((path) => sink.url + path));
  await sink.reset();
  const count = await forSeconds(quick ? 0.5 : 3, 32, () => sender.send(benchPayload()));
  await sink.received(count * eight.length, patienceMs);
  await sender.close();
}

/**
 * The throughput of the first eight addresses in a closed loop, and their latency in a moderate
 * open one.
 */
async function load(
  { quick, sink, sender: open }: Bench,
  addresses: readonly string[],
  answering: number,
): Promise<Figure & { perSecond: number; p99Ms: number }> {
  const sender = open(64);
  await sender.subscribe(addresses);
  await sink.reset();
  const paced = await atRate(eventsPerSecond, quick ? 2 : 15, (dueAt) => sender.send(benchPayload(dueAt)));
  const { p50Ms, p99Ms } = await arrivedWithTimes(sink, paced * answering, (path) => eight.includes(path));
  await sink.reset();
  const count = await forSeconds(quick ? 1 : 10, 32, () => sender.send(benchPayload()));
  const { perSecond } = await arrived(sink, count * answering);
  await sender.close();
  return { scenario: "", perSecond: (perSecond * eight.length) / answering, p50Ms, p99Ms };
}

/** A port of this machine on which nothing listens. */
async function refusingAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}
