import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { connect } from "./connection.ts";
import { settingsForTests } from "./embedded/settings.ts";
import { startEmbedded } from "./embedded.ts";
import { prepare } from "./store.ts";

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
  const parent = await mkdtemp(join(tmpdir(), "countersign-test-"));
  // The server's own directory is made by it, open to the account that Postgres runs as.
  await chmod(parent, 0o711);
  const embedded = await startEmbedded({
    dataDir: join(parent, randomBytes(4).toString("hex")),
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
