import type { Logger } from "pino";
import { Gauge, type Registry } from "prom-client";
import type { Db } from "../db/index.ts";
import { scrub } from "./scrub.ts";

/** While another transaction still sees what was erased. */
const busyMs = 1000;

/**
 * Scrubs erasures, at most once in so many seconds, however many there are: at once when it starts, for what a process
 * before it left. Resolves, when stopped, once nothing of it runs any more.
 */
export function startScrubbing(deps: {
  db: Db;
  log: Logger;
  metrics: Registry;
  /** The embedded Postgres: nobody else's write-ahead log. */
  ownsDatabase: boolean;
  everySeconds: number;
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
        log.error({ err }, "erasures were not scrubbed, it will be tried again");
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
    help: "Erasures whose keys are destroyed and whose traces in the database's files are not overwritten yet",
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
