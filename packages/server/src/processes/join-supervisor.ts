import type { Taken } from "../quotas/index.ts";
import type { Addresses, Among } from "./among.ts";
import type { FromProcess, MetricsJson, ToProcess } from "./messages.ts";

/** A serving process's side of the channel to its supervisor. */
interface Supervised {
  /** How many processes serve. */
  count: number;
  among: Among;
  /** Reports that this process serves. */
  ready(claim: string): void;
  /** Reports the process's metrics when asked to. */
  reportMetrics(collect: () => Promise<MetricsJson>): void;
  /** Reports the metrics a last time; resolves once the supervisor has been sent them. */
  lastMetrics(): Promise<void>;
  /** Resolves when the process is to end. */
  end: Promise<"retire" | "stop">;
}

/** The channel to the supervisor: `process`, except in tests. */
type Channel = Pick<NodeJS.Process, "on"> & { send(message: FromProcess, done: () => void): void };

/** Announces this process to its supervisor, and resolves once it is told to start. */
export async function joinSupervisor(channel: Channel): Promise<Supervised> {
  const send = (message: FromProcess) =>
    new Promise<void>((resolve) => channel.send(message, () => resolve()));
  const start = Promise.withResolvers<ToProcess & { kind: "start" }>();
  const end = Promise.withResolvers<"retire" | "stop">();
  const store = Promise.withResolvers<void>();
  let storeUrl: string | null = null;
  let scrape: PromiseWithResolvers<string> | null = null;
  let onTaken: (taken: Taken[]) => void = () => undefined;
  let collect: () => Promise<MetricsJson> = async () => [];
  const report = async () => send({ kind: "metrics", metrics: await collect() });

  channel.on("message", (message: ToProcess) => {
    switch (message.kind) {
      case "start":
        start.resolve(message);
        break;
      case "store":
        storeUrl = message.url;
        store.resolve();
        break;
      case "collect":
        void report();
        break;
      case "scraped":
        scrape?.resolve(message.text);
        scrape = null;
        break;
      case "taken":
        onTaken(message.taken);
        break;
      case "retire":
      case "stop":
        end.resolve(message.kind);
        break;
    }
  });
  await send({ kind: "up" });
  const { count, poolSize, joins } = await start.promise;
  return {
    count,
    among: {
      joins,
      bound: (addresses: Addresses) => void send({ kind: "bound", addresses }),
      async store() {
        await store.promise;
        return storeUrl === null ? null : () => storeUrl ?? "";
      },
      poolSize,
      metricsText() {
        if (scrape === null) {
          scrape = Promise.withResolvers();
          void send({ kind: "scrape" });
        }
        return scrape.promise;
      },
      tellTaken: (taken) => void send({ kind: "taken", taken }),
      onTaken(listener) {
        onTaken = listener;
      },
    },
    ready: (claim) => void send({ kind: "ready", claim }),
    reportMetrics(from) {
      collect = from;
    },
    lastMetrics: report,
    end: end.promise,
  };
}
