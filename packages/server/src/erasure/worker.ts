import type { Logger } from "pino";
import { Gauge, type Registry } from "prom-client";
import type { Db } from "../db/index.ts";
import type { Storage } from "../storage/index.ts";
import { scrub } from "./scrub.ts";

/** Pause while another transaction still sees erased rows. */
const busyMs = 1000;

/**
 * Scrubs erasures at most once per interval, however many there are, and once at the start for those that a previous
 * process left. `stop` resolves once nothing runs any more.
 */
export function startScrubbing(deps: {
  db: Db;
  log: Logger;
  metrics: Registry;
  /** The embedded Postgres: nobody else's write-ahead log. */
  ownsDatabase: boolean;
  everySeconds: number;
  /** Counts what becomes free. */
  storage: Pick<Storage, "count">;
}): { stop(): Promise<void> } {
  const { db, log } = deps;
  watchPending(db, deps.metrics);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current = Promise.resolve();
  const plan = (ms: number) => {
    if (!stopped) timer = setTimeout(run, ms);
  };
  const run = () => {
    current = scrub(deps).then(
      (result) => plan(result === "busy" ? busyMs : deps.everySeconds * 1000),
      (err: unknown) => {
        log.error({ err }, "could not scrub erasures, will retry");
        plan(deps.everySeconds * 1000);
      },
    );
  };
  run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}

function watchPending(db: Db, metrics: Registry): void {
  new Gauge({
    name: "countersign_erasures_pending",
    help: "Erasures whose keys are destroyed but whose traces in the database's files are not yet overwritten",
    aggregator: "max",
    registers: [metrics],
    async collect() {
      const counted = await db
        .selectFrom("erasures")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("scrubbedAt", "is", null)
        .executeTakeFirst()
        .catch(() => undefined);
      if (counted === undefined) this.remove();
      else this.set(Number(counted.count));
    },
  });
}
