import { randomBytes } from "node:crypto";
import path from "node:path";
import { startPair } from "@countersign/server/testing-pair";
import { cutProxy } from "../network/cut-proxy.ts";
import { filesBelow } from "./files.ts";
import { connectionTo, newestBackend } from "./query.ts";
import { serviceSettings } from "./settings.ts";
import { startSlot } from "./slot.ts";
import type { Topology } from "./topology.ts";
import { mountVolume, type Volume } from "./volume.ts";

/** Room for each host's data; a tmpfs takes memory for what is in it only. */
const volumeMegabytes = 6000;

/**
 * Two services on two hosts of Postgres with quorum commit, each host on a volume of its own if this is root; between each
 * service and each host is a network that can fail.
 */
export async function startPairTopology(directory: string): Promise<Topology> {
  const names = ["host-a", "host-b"];
  const mounted = names.map((name) => mountVolume(path.join(directory, name), volumeMegabytes));
  const volumes = mounted.filter((volume): volume is Volume => volume !== null);
  const [a, b] = volumes;
  const pair = await startPair({
    ...(a && b && { parents: [a.path, b.path] as const }),
    durable: true,
    // A host that rejoins needs the log since its copy was begun.
    settings: { wal_keep_size: "512MB" },
  }).catch((error: unknown) => {
    for (const volume of volumes) volume.close();
    throw error;
  });
  const links: { slot: string; proxy: Awaited<ReturnType<typeof cutProxy>> }[] = [];
  const clockFile = path.join(directory, "clock-shift");
  const shared = {
    ...serviceSettings(clockFile),
    COUNTERSIGN_MASTER_KEY: randomBytes(32).toString("base64"),
  };
  const start = async (name: string) => {
    const proxies = await Promise.all(pair.members.map(({ socket }) => cutProxy(() => socket)));
    for (const proxy of proxies) links.push({ slot: name, proxy });
    const url = new URL(pair.members[0].url("countersign").replace(/@.*\//, "@placeholder/"));
    const hosts = proxies.map(({ port }) => `127.0.0.1:${port}`).join(",");
    const DATABASE_URL = url.href.replace("placeholder", hosts);
    const DATA_DIR = path.join(directory, name);
    return startSlot(name, { ...shared, DATABASE_URL, DATA_DIR }, path.join(directory, `${name}.log`));
  };
  const slots = [await start("service-1"), await start("service-2")];
  const store = connectionTo(() => pair.primary.url("countersign"));

  return {
    slots,
    links,
    volumes,
    clockFile,
    store: {
      query: store.query,
      signal: (host, name) => pair[host].signal(name),
      killBackend: () => newestBackend(store.query),
      pair: {
        promote: pair.promote,
        rejoin: pair.rejoin,
      },
      untilHealthy: pair.heal,
    },
    // The log of an external Postgres is its operator's: it isn't searched.
    storeFiles: () => pair.members.flatMap(({ clusterDir }) => filesBelow(path.join(clusterDir, "base"))),
    storeLogs: () => pair.members.map(({ clusterDir }) => path.join(clusterDir, "../postgres.log")),
    async close() {
      await Promise.all(slots.map((slot) => slot.stop("SIGKILL")));
      for (const { proxy } of links) proxy.close();
      pair.close();
      for (const volume of volumes) volume.close();
    },
  };
}
