import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRandom } from "@countersign/fuzz/random";
import { type Account, accountAll } from "./account/account.ts";
import { startWatch } from "./account/watch.ts";
import { runFaults, type Struck } from "./faults/run-faults.ts";
import { schedule } from "./faults/schedule.ts";
import { createWeather } from "./faults/weather.ts";
import { createLedger } from "./ledger/ledger.ts";
import { createClient } from "./load/client.ts";
import { type Load, startLoad } from "./load/load.ts";
import { createResponses } from "./load/responses.ts";
import { makeWorld } from "./load/world.ts";
import { startReceivers } from "./receivers/receivers.ts";
import { startEmbeddedTopology } from "./topology/embedded-topology.ts";
import { startPairTopology } from "./topology/pair-topology.ts";
import type { Topology } from "./topology/topology.ts";

export interface SoakOptions {
  minutes: number;
  faults: number;
  /** The same seed breaks the same things in the same order. */
  seed: number;
  /** 1: some 25 events a second, and 6 other calls. */
  rate: number;
  /** `pair`: two services on two hosts of Postgres; `embedded`: one service with its own. */
  topology: "pair" | "embedded";
  /** Faults that take long, and volumes that can be filled. */
  heavy: boolean;
  onProgress?(progress: Progress): void;
  onFault?(fault: Struck): void;
}

export interface Progress {
  seconds: number;
  accepted: number;
  faults: number;
  /** Those that are known before the account. */
  findings: readonly string[];
}

export interface SoakReport {
  options: Omit<SoakOptions, "onProgress" | "onFault">;
  /** How long the load went on. */
  seconds: number;
  /** Whether there was a volume to fill, which takes root. */
  diskFaults: boolean;
  faults: Struck[];
  load: ReturnType<Load["done"]>;
  account: Account;
  /** Where services' logs are kept if there are findings. */
  directory: string;
}

const progressEveryMs = 5000;
/** The last requests may hang until their timeout. */
const lastRequestsMs = 30_000;

/**
 * Starts services and their store, lets the load and the faults go on for the time given, waits until everything is settled,
 * and accounts for it.
 */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const directory = mkdtempSync(path.join(tmpdir(), `countersign-soak-${process.pid}-`));
  // The account that Postgres runs as must be able to enter it.
  chmodSync(directory, 0o711);
  const topology =
    options.topology === "pair"
      ? await startPairTopology(directory)
      : await startEmbeddedTopology(directory, options.heavy);
  let report: SoakReport;
  try {
    report = await run(topology, options, directory);
  } finally {
    await topology.close();
  }
  if (report.account.findings.length === 0) rmSync(directory, { recursive: true, force: true });
  return report;
}

async function run(topology: Topology, options: SoakOptions, directory: string): Promise<SoakReport> {
  const weather = createWeather();
  const responses = createResponses(weather);
  const ledger = createLedger();
  const receivers = await startReceivers();
  const urls = topology.slots.map((slot) => slot.url());
  const client = createClient(urls, responses);
  const accountant = createClient(urls, responses);
  try {
    const world = await makeWorld(client, receivers);
    const { query } = topology.store;
    const beganAt = Date.now();
    const endsAt = beganAt + options.minutes * 60_000;
    const faults = schedule(createRandom(options.seed), options.faults, {
      services: topology.slots.length,
      hosts: topology.store.pair === null ? 1 : 2,
      hasLinks: topology.links.length > 0,
      hasVolumes: topology.volumes.length > 0,
      heavy: options.heavy,
    });
    const context = {
      client,
      world,
      ledger,
      random: createRandom(options.seed),
      query,
      receiversUrl: receivers.url,
    };
    const load = startLoad(context, { rate: options.rate, seed: options.seed });
    const watch = startWatch(topology, beganAt, () => ledger.accepted.size);
    const struck: Struck[] = [];
    let unhealed: string[] = [];
    const progress = setInterval(() => {
      const findings = [...responses.findings(), ...load.findings()];
      const seconds = (Date.now() - beganAt) / 1000;
      options.onProgress?.({ seconds, accepted: ledger.accepted.size, faults: struck.length, findings });
    }, progressEveryMs);
    try {
      const onFault = (fault: Struck) => {
        struck.push(fault);
        options.onFault?.(fault);
      };
      unhealed = await runFaults({ topology, receivers }, faults, { weather, beganAt, endsAt, onFault });
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, endsAt - Date.now())));
    } finally {
      clearInterval(progress);
      const last = setTimeout(() => client.stop(), lastRequestsMs);
      await load.end();
      clearTimeout(last);
    }
    const seconds = (Date.now() - beganAt) / 1000;
    const account = await accountAll({
      topology,
      client: accountant,
      world,
      ledger,
      receivers,
      responses,
      watch,
      load,
    });
    account.findings.push(...unhealed);
    const { onProgress: _, onFault: __, ...told } = options;
    return {
      options: told,
      seconds,
      diskFaults: topology.volumes.length > 0,
      faults: struck,
      load: load.done(),
      account,
      directory,
    };
  } finally {
    client.stop();
    await receivers.close();
  }
}
