import type { Logger } from "pino";
import type { Registry } from "prom-client";
import { createErasureNotes, forgetLog, keepLog, partsOf, watchErasures } from "./backup/index.ts";
import type { Config } from "./config.ts";
import type { Store } from "./db/index.ts";
import { repeatListed } from "./repeated-erasures.ts";
import type { KeyringDeps } from "./sealing/index.ts";

/** What a service does for backups: nothing without a directory. */
export interface ServiceBackup {
  /** For the keyring: what it erases goes on the list. */
  onErased: KeyringDeps["onErased"];
  /**
   * Copies the embedded store's log from now on, and completes the list of erased subjects. First erases again who is on it,
   * in a store that was restored: before anything else is opened. Can be repeated if the store failed meanwhile.
   */
  start(deps: {
    store: Store;
    metrics: Registry;
    onStop: (part: string, stop: () => Promise<void>) => void;
  }): Promise<void>;
}

export function createBackup(
  deps: Pick<Config, "backupDir" | "backupSeconds" | "dataDir"> & { clock: () => number; log: Logger },
): ServiceBackup {
  const { backupDir, backupSeconds: everySeconds, dataDir, clock, log } = deps;
  if (backupDir === null) return { onErased: undefined, start: ({ store }) => keepNoLog(store) };
  const file = partsOf(backupDir).erased;
  const notes = createErasureNotes(file, log, clock);
  return {
    onErased: notes.note,
    async start({ store, metrics, onStop }) {
      const listed = { db: store.maintenanceDb, file, notes, clock, log };
      await repeatListed(listed);
      const watched = await watchErasures(listed);
      onStop("erased subjects", () => watched.stop());
      if (!store.ownsDatabase) return;
      const { connect } = store;
      const kept = keepLog({ connect, dataDir, directory: backupDir, everySeconds, log, metrics });
      onStop("backup", () => kept.stop());
    },
  };
}

/** Postgres removes log again that a service with other settings kept for its backup. */
async function keepNoLog(store: Store): Promise<void> {
  if (!store.exclusive) return;
  const connection = await store.connect();
  await forgetLog(connection);
  await connection.close();
}
