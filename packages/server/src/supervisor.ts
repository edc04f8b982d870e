import path from "node:path";
import type { Logger } from "pino";
import { Counter, Gauge, Registry } from "prom-client";
import { forgetLog } from "./backup/index.ts";
import { releaseRuns } from "./checks/index.ts";
import type { Config } from "./config.ts";
import { openStore, type Store } from "./db/index.ts";
import { postgresQueue } from "./delivery/index.ts";
import {
  type Addresses,
  createFleetMetrics,
  createScrape,
  type FromServing,
  forkServing,
  type Plan,
  type ServingFork,
  supervise,
} from "./processes/index.ts";

/** A service of several processes. */
export interface RunningSupervisor {
  url: string;
  /** Replaces all processes, one after the other, without a failed request. */
  replaceAll(): Promise<void>;
  /** Stops all processes, then the store. */
  close(): Promise<void>;
}

const entry = path.join(import.meta.dirname, "serving-process.ts");
/** For what it does in the store itself: little. */
const poolSize = 2;

/**
 * Starts the service as several processes behind one port, and resolves once all serve. This process
 * runs the embedded Postgres (or connects to `DATABASE_URL`), migrates, hands out connections, and
 * replaces a process that ends; it serves nothing itself.
 *
 * @param options.writeLines takes the processes' log.
 * @param options.giveUp called when no process serves and none can be started.
 */
export async function startSupervisor(
  config: Config,
  plan: Plan,
  options: { log: Logger; writeLines: (lines: string) => void; giveUp: () => void },
): Promise<RunningSupervisor> {
  const { log } = options;
  const forks = new Set<ServingFork>();
  const bound = Promise.withResolvers<Addresses>();
  const opened = Promise.withResolvers<Store>();
  // Those who wait for it have their own ends.
  opened.promise.catch(() => undefined);
  const registry = new Registry();
  const metrics = createFleetMetrics(registry);
  const scrape = createScrape(metrics, forks);
  let first = true;

  const fleet = supervise({
    count: plan.count,
    start(number) {
      const isFirst = first;
      first = false;
      const { writeLines } = options;
      const fork = forkServing({
        entry,
        number,
        writeLines,
        onMessage: (from, message) => handle(from, message, isFirst),
      });
      forks.add(fork);
      void fork.ended.then(() => forget(fork));
      return fork;
    },
    now: () => performance.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    log,
    giveUp: options.giveUp,
  });
  watchFleet(registry, fleet.counts);

  const url = (store: Store) => (config.databaseUrl === null ? store.url() : null);
  const starting = fleet.start();
  let store: Store | undefined;
  try {
    store = await openStore({
      ...(config.databaseUrl && { databaseUrl: config.databaseUrl }),
      dataDir: config.dataDir,
      statementTimeoutMs: config.storeTimeoutMs,
      acceptLoss: config.acceptLoss,
      poolSize,
      maxConnections: plan.maxConnections,
      onRestarted() {
        for (const each of forks) if (store !== undefined) each.send({ kind: "store", url: url(store) });
      },
      log,
    });
    if (store.exclusive) {
      if (config.backupDir === null) await keepNoLog(store);
      await postgresQueue(store.maintenanceDb).releaseOrphans();
      await releaseRuns(store.db);
    }
    opened.resolve(store);
    if (!(await starting)) throw new Error("a process could not start: see above");
  } catch (error) {
    opened.reject(error);
    await fleet.stop();
    await store?.close();
    throw error;
  }
  const open = store;
  return {
    url: (await bound.promise).url,
    replaceAll: fleet.replaceAll,
    async close() {
      // What the processes held is released in the store, which may be away.
      open.hurry();
      await fleet.stop();
      await open.close();
    },
  };

  function handle(from: ServingFork, message: FromServing, isFirst: boolean): void {
    switch (message.kind) {
      case "up":
        void introduce(from, isFirst);
        break;
      case "bound":
        bound.resolve(message.addresses);
        break;
      case "metrics":
        scrape.reported(from, message.metrics);
        break;
      case "scrape":
        void scrape.answer(from);
        break;
      case "taken":
        for (const each of forks) if (each !== from) each.send(message);
        break;
    }
  }

  /** Tells a new process what it needs; the first binds the port before the store is open. */
  async function introduce(fork: ServingFork, isFirst: boolean): Promise<void> {
    const { count, poolSize } = plan;
    const joins = isFirst ? null : await bound.promise;
    fork.send({ kind: "start", count, poolSize, joins });
    const store = await opened.promise.catch(() => null);
    if (store !== null) fork.send({ kind: "store", url: url(store) });
  }

  /** Its deliveries needn't wait for their leases to end. */
  async function forget(fork: ServingFork): Promise<void> {
    forks.delete(fork);
    scrape.ended(fork);
    const claim = fork.claim();
    if (claim === null) return;
    try {
      const { maintenanceDb } = await opened.promise;
      const released = await postgresQueue(maintenanceDb).releaseClaim(claim);
      if (released > 0) log.warn({ deliveries: released }, "released what a process had held when it died");
    } catch (err) {
      log.warn({ err }, "could not release what a process had held: the leases run out");
    }
  }
}

/** See `service-backup.ts`: one process does this. */
async function keepNoLog(store: Store): Promise<void> {
  const connection = await store.connect();
  await forgetLog(connection);
  await connection.close();
}

function watchFleet(registry: Registry, counts: () => { serving: number; restarts: number }): void {
  const registers = [registry];
  new Gauge({
    name: "countersign_processes",
    help: "Processes that serve",
    registers,
    collect() {
      this.set(counts().serving);
    },
  });
  let counted = 0;
  new Counter({
    name: "countersign_process_restarts_total",
    help: "Processes that were started in place of one that had ended by itself",
    registers,
    collect() {
      const { restarts } = counts();
      this.inc(restarts - counted);
      counted = restarts;
    },
  });
}
