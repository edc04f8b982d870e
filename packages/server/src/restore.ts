import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { restore } from "./backup/index.ts";
import { ConfigError, loadStoreConfig } from "./config.ts";

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const usage =
  "npm run restore -- [--from DIRECTORY] [--at 2026-11-29T08:30:00Z] [--backup NAME] [--timeline NUMBER] [--replace]";

/** Restores the embedded store of a backup into DATA_DIR. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      from: { type: "string" },
      at: { type: "string" },
      backup: { type: "string" },
      timeline: { type: "string" },
      replace: { type: "boolean", default: false },
    },
  });
  const { dataDir, backupDir } = loadStoreConfig();
  const from = values.from === undefined ? backupDir : path.resolve(values.from);
  if (from === null) throw new ConfigError(`where from? Set COUNTERSIGN_BACKUP_DIR, or: ${usage}`);
  const { erased, replaced } = await restore({
    from,
    dataDir,
    at: timeOf(values.at),
    name: values.backup ?? null,
    timeline: values.timeline === undefined ? null : numberOf(values.timeline),
    replace: values.replace,
    log: pino({ level: "warn" }),
    tell,
  });
  if (replaced !== null)
    tell(`The store that was there is in ${replaced}: remove it when you don't need it any more.`);
  if (erased > 0)
    tell(`${erased} subjects were erased since then. The service completes that when it starts.`);
  const keyFile = path.join(dataDir, "master.key");
  if (!existsSync(keyFile))
    tell(
      `Before you start the service: put the master key back (COUNTERSIGN_MASTER_KEY, or the file ${keyFile}).`,
    );
  tell("Done. Take a new backup after the start: this store's history continues from here.");
}

function timeOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const isPrecise = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  const time = new Date(text);
  if (!isPrecise || Number.isNaN(time.getTime()))
    throw new ConfigError(`--at must be a time with its offset, such as 2026-11-29T08:30:00Z: ${usage}`);
  return time;
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new ConfigError(`--timeline must be a number from 1: ${usage}`);
  return Number(text);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const known = error instanceof ConfigError;
  process.stderr.write(`${known ? error.message : `the store is not restored: ${error.message}`}\n`);
  process.exitCode = 1;
}
