import { Counter, Gauge, type Registry } from "prom-client";
import type { Db } from "../../db/index.ts";
import type { Conclusion } from "../rules/decide.ts";

/** Counts sessions whose checks are done, by what they led to. */
export type CountDone = (outcome: Conclusion["outcome"] | "void") => void;

/** Registers the metrics of the checks. */
export function watchChecks(db: Db, metrics: Registry): CountDone {
  const registers = [metrics];
  new Gauge({
    name: "countersign_checks_waiting",
    help: "Submitted sessions whose automatic checks are not done yet",
    aggregator: "max",
    registers,
    async collect() {
      const counted = await db
        .selectFrom("checkRuns")
        .select(({ fn }) => fn.countAll<string>().as("count"))
        .where("doneAt", "is", null)
        .executeTakeFirst()
        .catch(() => undefined);
      if (counted === undefined) this.remove();
      else this.set(Number(counted.count));
    },
  });
  const done = new Counter({
    name: "countersign_checks_total",
    help: "Sessions whose automatic checks are done, by what they led to",
    labelNames: ["outcome"],
    registers,
  });
  return (outcome) => done.inc({ outcome });
}
