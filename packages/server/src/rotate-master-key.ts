import { pino } from "pino";
import { ConfigError, loadConfig } from "./config.ts";
import { openStore } from "./db/index.ts";
import { removePreviousMasterKey, replaceMasterKey } from "./master-key.ts";
import { carryOver } from "./master-key-carry-over.ts";
import { rotateMasterKey } from "./master-key-rotation.ts";
import { createRandom } from "./random.ts";
import { createKeyring, MasterKeyError, verifyMasterKey } from "./sealing/index.ts";

const patienceMs = 60_000;
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Rotates the master key of the store that the environment names, by the same variables as the
 * service.
 */
async function main(): Promise<void> {
  const told = loadConfig();
  if (!told.masterKeyInFile && told.previousMasterKey === null) {
    throw new ConfigError(
      "COUNTERSIGN_PREVIOUS_MASTER_KEY must be the key that is to be replaced, and COUNTERSIGN_MASTER_KEY the new one.",
    );
  }
  const store = await openStore({
    ...(told.databaseUrl && { databaseUrl: told.databaseUrl }),
    dataDir: told.dataDir,
    log: pino({ level: "warn" }),
  });
  try {
    // Only now: with the embedded Postgres no service holds the old key in memory any more.
    if (told.masterKeyInFile) replaceMasterKey(told.dataDir);
    const config = told.masterKeyInFile ? loadConfig() : told;
    const random = createRandom();
    const keyring = createKeyring({ ...config, random });
    const { maintenanceDb: db } = store;
    await verifyMasterKey(db, keyring, (tx) => carryOver(tx, keyring));
    const { now } = await store.time();
    await rotateMasterKey({
      db,
      keyring,
      clock: () => now,
      random,
      ownsDatabase: store.ownsDatabase,
      tell,
      patienceMs,
    });
    if (config.masterKeyInFile) {
      removePreviousMasterKey(config.dataDir);
      tell("Done. The new key is in DATA_DIR/master.key: back it up. Start the service.");
    } else tell("Done. Start every process without COUNTERSIGN_PREVIOUS_MASTER_KEY now.");
  } finally {
    await store.close();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const known = error instanceof ConfigError || error instanceof MasterKeyError;
  process.stderr.write(`${known ? error.message : `the master key can't be rotated: ${error.message}`}\n`);
  process.exitCode = 1;
}
