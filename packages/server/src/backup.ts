import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { pino } from "pino";
import { partsOf, prune, takeBackup } from "./backup/index.ts";
import { ConfigError, loadStoreConfig } from "./config.ts";
import { clusterOf, connect, runningEmbedded, startEmbedded } from "./db/index.ts";

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const usage = "npm run backup -- [--to DIRECTORY] [--keep NUMBER]";

/** Takes a backup of the embedded store, whether its service runs or not. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { to: { type: "string" }, keep: { type: "string" } } });
  const config = loadStoreConfig();
  if (config.databaseUrl !== null) {
    throw new ConfigError(
      "this backs up the embedded store; for a database at DATABASE_URL use its own tools, as docs/guides/backup.md shows.",
    );
  }
  const directory = values.to ?? config.backupDir;
  if (directory === null) throw new ConfigError(`where to? Set COUNTERSIGN_BACKUP_DIR, or: ${usage}`);
  if (values.keep !== undefined && !/^[1-9]\d{0,3}$/.test(values.keep))
    throw new ConfigError(`--keep must be how many backups are kept, from 1 to 9999: ${usage}`);

  const { dataDir } = config;
  if (!existsSync(clusterOf(dataDir)))
    throw new ConfigError(`there is no store in ${dataDir}: set DATA_DIR.`);
  const running = runningEmbedded(dataDir);
  const own = running === null ? await startEmbedded({ dataDir, log: pino({ level: "warn" }) }) : null;
  try {
    const url = running?.("countersign") ?? own?.url() ?? "";
    const connection = await connect({ url, name: "countersign backup" });
    try {
      const { manifest, isContinuous } = await takeBackup({ connection, dataDir, directory, tell });
      tell(
        `Done: ${manifest.name}, ${manifest.files.length} files, good for ${manifest.finishedAt} and later.`,
      );
      if (!isContinuous)
        tell(
          "Later changes are not in it: start the service with COUNTERSIGN_BACKUP_DIR to copy them continuously.",
        );
    } finally {
      await connection.close();
    }
  } finally {
    await own?.close();
  }
  if (values.keep !== undefined)
    for (const name of await prune(partsOf(directory), Number(values.keep)))
      tell(`removed the backup ${name}`);
  tell(
    "Keep apart from it what it does not contain, and can't be read without: the master key (COUNTERSIGN_MASTER_KEY, or " +
      "DATA_DIR/master.key), and the service's configuration.",
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const known = error instanceof ConfigError;
  process.stderr.write(`${known ? error.message : `there is no new backup: ${error.message}`}\n`);
  process.exitCode = 1;
}
