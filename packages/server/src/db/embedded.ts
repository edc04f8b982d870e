import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, rmdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import type { Connection } from "./connection.ts";
import { isUnavailable } from "./database-error.ts";
import { type Account, chooseAccount, closedDirectory } from "./embedded/account.ts";
import { clusterOf } from "./embedded/attach.ts";
import { findBinaries } from "./embedded/binaries.ts";
import { clusterPassword, ensureCluster, removeDrafts, superuser } from "./embedded/cluster.ts";
import { createHungStop } from "./embedded/hung-stop.ts";
import { canEnterAll } from "./embedded/launch.ts";
import { becomeOwner, ensureDatabase } from "./embedded/owner.ts";
import {
  findPostmaster,
  removeStalePidFile,
  startPostmaster,
  stopAtOnce,
  stopPostmaster,
} from "./embedded/postmaster.ts";
import { settings as durableSettings } from "./embedded/settings.ts";
import { chooseSocketDir } from "./embedded/socket.ts";
import { createWatchdog } from "./embedded/watchdog.ts";

export interface EmbeddedOptions {
  dataDir: string;
  log: Logger;
  /** Replaces Postgres's durable settings; with `fsync: "off"` initdb doesn't sync either. */
  settings?: Record<string, string>;
  /** It recovers from a backup, which may take hours and fails for good. */
  recovers?: boolean;
  /** It has exited and was started again, perhaps at another address. */
  onRestarted?: (() => void) | undefined;
}

export interface Embedded {
  /** Address of a database; Countersign's own by default. Contains the password: never log it. */
  url(database?: string): string;
  close(): Promise<void>;
}

/** Of a restore in DATA_DIR that is not finished. */
export const restoreDraft = "postgres.restore";
const ownDatabase = "countersign";
const startPatienceMs = 120_000;
const failedStarts = 8;
const stopPatienceMs = 60_000;
/** An orphaned Postgres that takes longer than this to stop counts as hung. */
const stoppingPatienceMs = 15_000;
const calmMs = 60_000;
const maxPauseMs = 5000;

/**
 * Runs Postgres on `DATA_DIR/postgres`: creates the cluster if there is none, adopts a Postgres that a killed process left
 * running, restarts it if it dies, and stops it on close. If this process is killed, Postgres stops by itself seconds
 * later, unless the next process adopts it. Throws if another live process uses the directory.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { log } = options;
  if (process.platform === "win32") throw new Error("the embedded Postgres needs a Unix: set DATABASE_URL");
  const dataDir = openDataDir(options.dataDir);
  const clusterDir = clusterOf(dataDir);
  if (existsSync(join(dataDir, restoreDraft))) {
    throw new Error(
      `a restore to ${dataDir} is running or was interrupted: run it again, or remove ${join(dataDir, restoreDraft)}`,
    );
  }
  const logFile = join(dataDir, "postgres.log");
  const settings = options.settings ?? durableSettings;
  const ordinary = chooseAccount(clusterDir);
  // The capability does not count for executing programs: the binaries must be accessible without it.
  const binaries = findBinaries(ordinary);
  // What it recovers from belongs to whoever made the backup.
  const reachable = ordinary && withAccess(ordinary, dataDir);
  const account = options.recovers && reachable ? withAllAccess(reachable) : reachable;
  await ensureCluster(dataDir, clusterDir, binaries, account, settings.fsync !== "off");
  const password = clusterPassword(dataDir);
  const ownSocketDir = chooseSocketDir(clusterDir, account);

  let socketDir = ownSocketDir;
  let closing = false;
  const url = (database = ownDatabase): string =>
    `postgres://${superuser}:${password}@${encodeURIComponent(socketDir)}:5432/${database}`;

  let recovery: Promise<void> | undefined;
  let owner: Connection | undefined;
  let losses: number[] = [];
  const watchdog = createWatchdog(dataDir, clusterDir, log);
  try {
    owner = await raise();
  } catch (error) {
    watchdog.end();
    throw error;
  }
  try {
    removeDrafts(dataDir);
  } catch (error) {
    await close();
    throw error;
  }

  return { url, close };

  async function close(): Promise<void> {
    closing = true;
    await recovery;
    await stopPostmaster(clusterDir, stopPatienceMs);
    watchdog.end();
    await owner?.close();
    removeSocketDir(socketDir, clusterDir);
  }

  /** A running Postgres that we hold the lock of, with our database. Until it returns, a Postgres that dies is restarted. */
  async function raise(): Promise<Connection> {
    const deadline = options.recovers ? Number.POSITIVE_INFINITY : Date.now() + startPatienceMs;
    const maxFailures = options.recovers ? 1 : failedStarts;
    let starting = false;
    const hangs = createHungStop(stoppingPatienceMs);
    // Not the loop's: each pass of a loop has variables of its own, and a start fails during a later pass.
    let failures = 0;
    for (;;) {
      const running = findPostmaster(clusterDir);
      socketDir = running?.socketDir || ownSocketDir;
      if (!running && !starting) {
        if (failures >= maxFailures) throw notStarted();
        removeStalePidFile(clusterDir);
        starting = true;
        const started = startPostmaster({ binaries, clusterDir, socketDir, logFile, account, settings });
        if (started.pid !== undefined) watchdog.guardStarted(started.pid);
        void started.exited.then(() => {
          starting = false;
          failures++;
        });
      }
      let connection: Connection | undefined;
      try {
        connection = await becomeOwner(url("postgres"), dataDir, onLost);
        const owned = findPostmaster(clusterDir);
        if (owned) watchdog.guard(owned.pid);
        await ensureDatabase(connection, ownDatabase);
        return connection;
      } catch (error) {
        await connection?.close().catch(() => {});
        if (!isUnavailable(error) || closing) throw error;
        if (hangs(running)) {
          log.warn("the Postgres that was left behind hangs while it stops: stopping it at once");
          stopAtOnce(running);
        }
        if (Date.now() > deadline) throw notStarted();
      }
      await pause(30 + failures * 100);
    }
  }

  function notStarted(): Error {
    return new Error(`the embedded Postgres doesn't start; the end of ${logFile}:\n${tail(logFile)}`);
  }

  function onLost(): void {
    // While one is being started, its loss is handled there.
    if (closing || recovery || !owner?.closed) return;
    log.warn("the embedded Postgres has exited: starting it again");
    recovery = recover().finally(() => {
      recovery = undefined;
    });
  }

  async function recover(): Promise<void> {
    const now = Date.now();
    losses = [...losses.filter((at) => now - at < calmMs), now];
    // Immediately after the first loss, with growing delays after repeated ones.
    let waitMs = losses.length > 1 ? Math.min(100 * 2 ** losses.length, maxPauseMs) : 0;
    for (; !closing; waitMs = Math.min(waitMs * 2 + 100, maxPauseMs)) {
      await pause(waitMs);
      try {
        owner = await raise();
        log.info("the embedded Postgres is back");
        options.onRestarted?.();
        return;
      } catch (err) {
        log.error({ err }, "the embedded Postgres didn't start");
      }
    }
  }
}

function openDataDir(path: string): string {
  const created = mkdirSync(resolve(path), { recursive: true });
  const dataDir = realpathSync(resolve(path));
  // If we are root, Postgres runs as another user and needs access to its directory.
  if (created !== undefined) chmodSync(dataDir, 0o711);
  return dataDir;
}

function withAccess(account: Account, dataDir: string): Account {
  const closed = closedDirectory(account, dataDir);
  if (closed === null) return account;
  if (canEnterAll(account)) return { ...account, entersAll: true };
  throw new Error(
    `DATA_DIR is ${dataDir}, and Postgres, which runs as ${account.name} because it refuses to run as root, may not ` +
      `enter ${closed}. Allow it (chmod o+x ${closed}), choose another DATA_DIR, or start Countersign as an ordinary user`,
  );
}

function withAllAccess(account: Account): Account {
  if (canEnterAll(account)) return { ...account, entersAll: true };
  throw new Error(
    `Postgres, which runs as ${account.name} because it refuses to run as root, may not read the backup: restore as an ` +
      "ordinary user who owns DATA_DIR and may read the backup",
  );
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n");
  } catch {
    return "(there is none)";
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function removeSocketDir(socketDir: string, clusterDir: string): void {
  if (socketDir === clusterDir) return;
  try {
    rmdirSync(socketDir);
  } catch {
    // Another process is already starting on it, or it is deleted.
  }
}
