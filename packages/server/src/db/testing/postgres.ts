import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { settingsForTests } from "../embedded/settings.ts";
import { startEmbedded } from "../embedded.ts";

/** A Postgres of one test's own, which may be stopped in between. */
export interface TestPostgres {
  /** The address of a database; stays the same over restarts. */
  url(database: string): string;
  /** Stops it, which cuts all connections off, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  close(): Promise<void>;
}

/** Starts a Postgres on a new directory. */
export async function startTestPostgres(): Promise<TestPostgres> {
  // With the prefix and process id by which leftovers of killed runs are found and removed.
  const parent = await mkdtemp(join(tmpdir(), `countersign-test-${process.pid}-`));
  await chmod(parent, 0o711);
  const options = {
    dataDir: join(parent, "data"),
    log: pino({ level: "silent" }),
    settings: settingsForTests,
  };
  let embedded = await startEmbedded(options);
  return {
    url: (database) => embedded.url(database),
    async restart() {
      await embedded.close();
      embedded = await startEmbedded(options);
    },
    async close() {
      await embedded.close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}
