import { type Figure, percentile } from "../figures.ts";
import type { Sink, SinkReport } from "../sink.ts";
import { patienceMs } from "./scenario.ts";

/**
 * Waits until this many deliveries have reached the sink since its reset, and returns their rate.
 */
export async function arrived(sink: Sink, count: number): Promise<Figure & { perSecond: number }> {
  const report = await sink.received(count, patienceMs);
  return { scenario: "", perSecond: rate(report), ...duplicates(report) };
}

/** The same, with the latency of each since `sentAt`. */
export async function arrivedWithTimes(
  sink: Sink,
  count: number,
  paths: (path: string) => boolean = () => true,
): Promise<Figure & { perSecond: number; p50Ms: number; p99Ms: number }> {
  const report = await sink.received(count, patienceMs);
  const wanted = Object.entries(report.latencies).filter(([path]) => paths(path));
  const times = wanted.flatMap(([, times]) => times).sort((a, b) => a - b);
  return {
    scenario: "",
    perSecond: rate(report),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    ...duplicates(report),
  };
}

function rate({ unique, firstAt, lastAt }: SinkReport): number {
  const count = Object.values(unique).reduce((sum, one) => sum + one, 0);
  return (count / (lastAt - firstAt)) * 1000;
}

/** A sender may deliver twice; duplicates are reported, and never counted as throughput. */
function duplicates({ requests, unique }: SinkReport): Pick<Figure, "note"> {
  const more = requests - Object.values(unique).reduce((sum, one) => sum + one, 0);
  return more > 0 ? { note: `${more} duplicates` } : {};
}
