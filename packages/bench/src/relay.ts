import { fork } from "node:child_process";
import path from "node:path";
import { jsonClient } from "./adapters/http.ts";
import { processorMs } from "./countersign/proc.ts";
import { benchPayload, benchType } from "./event.ts";
import type { Figure } from "./figures.ts";
import { forSeconds } from "./in-parallel.ts";
import { arrivedWithTimes } from "./scenarios/arrived.ts";
import type { Sink } from "./sink.ts";

/** The second ceiling: see `startRelay`. */
export interface Relay {
  /** A closed loop of this many callers. */
  run(
    seconds: number,
    callers: number,
  ): Promise<Figure & { perSecond: number; p50Ms: number; p99Ms: number }>;
  close(): Promise<void>;
}

/**
 * Starts a relay that keeps nothing: Fastify receives, undici signs and posts. It is the ceiling of
 * what comes over HTTP one event at a time, as the bare loop is that of what is sent. It has its own
 * process and gets the calls that the service gets.
 *
 * @param callers the most that a run will have.
 */
export async function startRelay(sink: Sink, callers: number): Promise<Relay> {
  const child = fork(path.join(import.meta.dirname, "relay-process.ts"), [sink.url]);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message) => resolve(String(message)));
    child.once("exit", () => reject(new Error("the relay has exited")));
  });
  const client = jsonClient(url, "unused".repeat(8), callers);
  const spentMs = () => (child.pid === undefined ? null : processorMs(child.pid));
  return {
    async run(seconds, atOnce) {
      await sink.reset();
      const from = spentMs();
      const count = await forSeconds(seconds, atOnce, () =>
        client.handOver("/events", { type: benchType, payload: benchPayload() }),
      );
      const figure = await arrivedWithTimes(sink, count);
      const to = spentMs();
      return { ...figure, ...(from !== null && to !== null && { serviceUs: ((to - from) * 1000) / count }) };
    },
    async close() {
      await client.close();
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}
