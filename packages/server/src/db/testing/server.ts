import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { connect } from "../connection.ts";
import { isAlive, stopPostmaster } from "../embedded/postmaster.ts";
import { settingsForTests } from "../embedded/settings.ts";
import { startEmbedded } from "../embedded.ts";
import { prepare } from "../store.ts";

/** Where the run's test databases are. */
export interface TestServer {
  /** Of the database from which others are created and dropped. */
  adminUrl: string;
  /** A migrated database to copy. */
  template: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

const projectsWithDatabase = new Set(["database", "promises"]);
const directoryPrefix = "countersign-test-";
const template = "countersign_template";

// One server for the whole run: vitest sets up each project, and loads this file for each.
const shared = Symbol.for("countersign.testServer");
interface Shared {
  users: number;
  started: Promise<{ server: TestServer; stop: () => Promise<void> }>;
}
const registry = globalThis as { [shared]?: Shared };

/** Vitest's global set-up: starts the run's Postgres for the projects that use one. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!projectsWithDatabase.has(project.name)) return undefined;
  registry[shared] ??= { users: 0, started: startServer() };
  const use = registry[shared];
  use.users++;
  project.provide("testServer", (await use.started).server);
  return async () => {
    use.users--;
    if (use.users > 0) return;
    delete registry[shared];
    await (await use.started).stop();
  };
}

async function startServer(): Promise<{ server: TestServer; stop: () => Promise<void> }> {
  await removeLeftovers();
  const parent = await mkdtemp(join(tmpdir(), `${directoryPrefix}${process.pid}-`));
  // The server creates its own directory, accessible to the account that Postgres runs as.
  await chmod(parent, 0o711);
  const embedded = await startEmbedded({
    dataDir: join(parent, "data"),
    log: pino({ level: "silent" }),
    settings: settingsForTests,
  });
  const admin = await connect({ url: embedded.url("postgres") });
  await admin.query(`create database ${template}`);
  await admin.close();
  await prepare(await connect({ url: embedded.url(template) }));
  return {
    server: { adminUrl: embedded.url("postgres"), template },
    async stop() {
      await embedded.close();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** Stops and removes the servers of runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${directoryPrefix}(\\d+)-`).exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const directory = join(tmpdir(), name);
    try {
      await stopPostmaster(join(directory, "data", "postgres"), 10_000);
      await rm(directory, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is removing it.
    }
  }
}
