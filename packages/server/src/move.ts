import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { ConfigError, loadStoreConfig, type StoreConfig } from "./config.ts";
import { clusterOf, hostsOf, runningEmbedded, startEmbedded } from "./db/index.ts";
import { cancelMove, type Endpoint, moveStore } from "./moving/index.ts";

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const usage =
  "npm run move -- --to postgres://user:password@host:5432/database, or --to embedded, or --cancel";
const log = pino({ level: "warn" });

/** An endpoint that is open, and how to leave it. */
interface Opened extends Endpoint {
  close(): Promise<void>;
}

/** Moves the store that the environment names. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { to: { type: "string" }, cancel: { type: "boolean", default: false } },
  });
  const config = loadStoreConfig();
  if (values.to === undefined && !values.cancel) throw new ConfigError(`where to? ${usage}`);
  const from = await openFrom(config);
  try {
    if (values.cancel) {
      await cancelMove(from);
      tell("Given up: the store is as before. Drop the database that was to be the new one.");
      return;
    }
    const to = await openTo(values.to ?? "", config);
    try {
      const { stoppedMs } = await moveStore({ from, to, tell });
      if (stoppedMs !== null) tell(`nobody could write for ${(stoppedMs / 1000).toFixed(1)} s`);
    } finally {
      await to.close();
    }
    tell(`Done. ${from.name} is marked as moved, and no service starts on it any more.`);
    if (values.to === "embedded")
      tell("Start the service without DATABASE_URL, with the same COUNTERSIGN_MASTER_KEY.");
    else
      tell(
        "Start every service with the new DATABASE_URL, and with the same master key as COUNTERSIGN_MASTER_KEY.",
      );
    tell(
      "Remove the old store when you don't need it any more: it holds keys of people who are erased from now on.",
    );
  } finally {
    await from.close();
  }
}

async function openFrom({ databaseUrl, dataDir }: StoreConfig): Promise<Opened> {
  if (databaseUrl !== null) return external(databaseUrl);
  if (!existsSync(clusterOf(dataDir)))
    throw new ConfigError(`there is no store in ${dataDir}: set DATA_DIR, or DATABASE_URL.`);
  return embedded(dataDir);
}

async function openTo(to: string, { databaseUrl, dataDir }: StoreConfig): Promise<Opened> {
  if (to !== "embedded") {
    if (!/^postgres(ql)?:\/\/\S+$/.test(to) || !hostsOf(to).every((host) => URL.canParse(host)))
      throw new ConfigError(`--to must be a Postgres address or embedded: ${usage}`);
    return external(to);
  }
  if (databaseUrl === null)
    throw new ConfigError("the store is embedded already: set DATABASE_URL to the one to move.");
  return embedded(dataDir);
}

async function embedded(dataDir: string): Promise<Opened> {
  const name = clusterOf(dataDir);
  const running = runningEmbedded(dataDir);
  if (running !== null) return { url: running("countersign"), name, close: async () => {} };
  const own = await startEmbedded({ dataDir, log });
  return { url: own.url(), name, close: () => own.close() };
}

function external(url: string): Opened {
  const hosts = hostsOf(url).map((host) => new URL(host));
  const [first] = hosts;
  const name = `postgres://${hosts.map(({ host }) => decodeURIComponent(host)).join(",")}${first?.pathname ?? ""}`;
  return { url, name, close: async () => {} };
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const known = error instanceof ConfigError;
  process.stderr.write(`${known ? error.message : `the store is not moved: ${error.message}`}\n`);
  process.exitCode = 1;
}
