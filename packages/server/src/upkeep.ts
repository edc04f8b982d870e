import type { Logger } from "pino";
import { Counter, Gauge, type Registry } from "prom-client";
import { maxSkewMs, type Store, type StoreClock } from "./db/index.ts";
import { createRetentionClock, destroyOld, hideOld, postgresQueue } from "./delivery/index.ts";
import { forgetOldKeys, forgetUsedSignatures } from "./http/index.ts";
import type { Keyring } from "./sealing/index.ts";
import { forgetOldSignIns } from "./sign-in/index.ts";
import { forgetOldTraffic } from "./stats/index.ts";
import { dueForRecount, forgetStored, recountRecords, type StorageLimits } from "./storage/index.ts";
import { forgetOldRounds } from "./video-calls/index.ts";
import { removeUnusedOutcomes } from "./webhooks/index.ts";

const everyMs = 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * What a store needs from time to time: the coming days' partitions, what is old hidden and later destroyed, and old
 * idempotency keys forgotten. Once now, then each hour, until the function that it returns is called.
 *
 * Irreversible work uses time that was seen to pass (`retention_clock`), and is skipped, with an
 * alarm, while the process's clock and the store's differ.
 */
export function startUpkeep(deps: {
  db: Store["db"];
  store: Pick<Store, "maintain" | "time">;
  time: Pick<StoreClock, "now" | "skewMs">;
  keyring: Keyring;
  log: Logger;
  metrics: Registry;
  /** How much may be stored by default. */
  limits: StorageLimits;
}): () => Promise<void> {
  const { db, store, time, log } = deps;
  const alarms = createAlarms(deps.metrics);
  const retentionClock = createRetentionClock({ storeNow: async () => (await store.time()).now });
  let outcomesAfter = "";
  let current = Promise.resolve();
  const run = () => {
    current = work().catch((err: unknown) => {
      alarms.failures.inc();
      log.error({ err }, "upkeep failed, will retry");
    });
  };

  const work = async () => {
    await store.maintain(time.now());
    const { now, certain } = await retentionClock.advance(db);
    await hideOld(deps, now);
    const revived = await postgresQueue(db).reviveFarOff(time.now());
    if (revived > 0) log.warn({ deliveries: revived }, "made due what a wrong clock had postponed");

    const skewMs = time.skewMs();
    const refused = Math.abs(skewMs) > maxSkewMs;
    alarms.refused.set(refused ? 1 : 0);
    alarms.behind.set((now - certain) / 1000);
    if (refused) {
      log.error(
        { skewSeconds: Math.round(skewMs / 1000) },
        "old data is not destroyed: the clocks of the process and the store differ",
      );
      return;
    }
    if (now - certain > dayMs) {
      log.warn(
        { daysBehind: Math.floor((now - certain) / dayMs) },
        "old data is destroyed later: the clock has moved further than this service has run",
      );
    }
    await forgetOldKeys(db, { now, certain });
    await forgetUsedSignatures(db, certain);
    await forgetOldTraffic(db, certain);
    await forgetOldRounds(db, certain);
    await forgetOldSignIns(db, certain);
    await destroyOld({ ...deps, clock: time.now }, certain);
    await forgetStored(db, certain);
    const due = await dueForRecount(db, { now, limit: deps.limits.project });
    for (const id of due) await recountRecords(db, [id]);
    const outcomes = await removeUnusedOutcomes(db, certain, outcomesAfter);
    outcomesAfter = outcomes.after;
    if (outcomes.removed > 0) log.info({ webhooks: outcomes.removed }, "removed unused outcome addresses");
  };
  run();
  const timer = setInterval(run, everyMs);
  return async () => {
    clearInterval(timer);
    await current;
  };
}

function createAlarms(metrics: Registry) {
  const registers = [metrics];
  return {
    refused: new Gauge({
      name: "countersign_retention_refused",
      help: "1 while old data is not destroyed because the clocks of the process and the store differ",
      aggregator: "max",
      registers,
    }),
    behind: new Gauge({
      name: "countersign_retention_behind_seconds",
      help: "How far retention lags behind the store's clock because the service has not seen that time pass",
      aggregator: "max",
      registers,
    }),
    failures: new Counter({
      name: "countersign_upkeep_failures_total",
      help: "Hourly runs of retention and upkeep that failed",
      registers,
    }),
  };
}
