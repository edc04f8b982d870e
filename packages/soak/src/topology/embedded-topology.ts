import { readFileSync } from "node:fs";
import path from "node:path";
import { signalFamily } from "@countersign/server/testing-signal";
import { filesBelow } from "./files.ts";
import { connectionTo, newestBackend } from "./query.ts";
import { serviceSettings } from "./settings.ts";
import { startSlot } from "./slot.ts";
import type { Topology } from "./topology.ts";
import { mountVolume } from "./volume.ts";

const volumeMegabytes = 6000;

/** One service with its embedded Postgres, on a volume of its own if this is root and `withVolume`. */
export async function startEmbeddedTopology(directory: string, withVolume: boolean): Promise<Topology> {
  const volume = withVolume ? mountVolume(path.join(directory, "host"), volumeMegabytes) : null;
  const dataDir = path.join(volume?.path ?? directory, "data");
  const clusterDir = path.join(dataDir, "postgres");
  const clockFile = path.join(directory, "clock-shift");
  const settings = { ...serviceSettings(clockFile), DATA_DIR: dataDir };
  const slot = await startSlot("service", settings, path.join(directory, "service.log"));
  const store = connectionTo(() => {
    const socketDir = readFileSync(path.join(clusterDir, "postmaster.pid"), "utf8").split("\n")[4] ?? "";
    const password = readFileSync(path.join(dataDir, "postgres.password"), "utf8").trim();
    return `postgres://countersign:${password}@${encodeURIComponent(socketDir)}/countersign`;
  });
  return {
    slots: [slot],
    links: [],
    volumes: volume ? [volume] : [],
    clockFile,
    store: {
      query: store.query,
      signal: (_host, name) => signalFamily(clusterDir, name),
      killBackend: () => newestBackend(store.query),
      pair: null,
      untilHealthy: async () => void (await store.query("select 1")),
    },
    storeFiles: () => filesBelow(dataDir),
    storeLogs: () => [path.join(dataDir, "postgres.log")],
    async close() {
      await slot.stop("SIGTERM");
      volume?.close();
    },
  };
}
