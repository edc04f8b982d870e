import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../connection.ts";
import { chooseAccount } from "../embedded/account.ts";
import { findBinaries } from "../embedded/binaries.ts";
import { clusterPassword, ensureCluster, superuser } from "../embedded/cluster.ts";
import { findPostmaster, startPostmaster } from "../embedded/postmaster.ts";
import { settingsForTests } from "../embedded/settings.ts";
import { retryUnavailable } from "../retry-unavailable.ts";

/** Two Postgres: a primary whose commits wait for its standby, as two hosts of a cluster have it. */
export interface Pair {
  /** The address of a database, with both hosts. */
  url(database: string): string;
  primary: Member;
  standby: Member;
  /** Makes the standby accept writes; its commits wait for no other. */
  promote(): Promise<void>;
  /** Ends both and removes their data. */
  close(): void;
}

export interface Member {
  url(database: string): string;
  /** Sends the signal to all its processes, as if the whole machine died, froze or went on. */
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
}

const patienceMs = 60_000;
const settings = { ...settingsForTests, synchronous_commit: "on" };
const standbyName = "standby";

/** Starts both, with an empty database `countersign`. */
export async function startPair(): Promise<Pair> {
  const [first, second] = [newDataDir(), newDataDir()];
  const account = chooseAccount(first);
  const binaries = findBinaries(account);
  await ensureCluster(first, clusterOf(first), binaries, account, false);
  execFileSync("cp", ["-a", `${first}/.`, second]);
  const password = clusterPassword(first);

  const primary = start(first);
  const admin = await retryUnavailable(patienceMs, () => connect({ url: primary.url("postgres") }));
  await admin.query("create database countersign");
  write("standby.signal", "");
  write(
    "postgresql.auto.conf",
    `primary_conninfo = 'host=${clusterOf(first)} user=${superuser} password=${password} application_name=${standbyName}'\n`,
  );
  const standby = start(second);
  await admin.query(`alter system set synchronous_standby_names = 'ANY 1 (${standbyName})'`);
  await admin.query("select pg_reload_conf()");
  await isSynchronous(admin);
  await admin.close();

  return {
    url: (database) => urlOf([first, second], database),
    primary,
    standby,
    async promote() {
      write("promote", "");
      process.kill(findPostmaster(clusterOf(second))?.pid ?? 0, "SIGUSR1");
      const connection = await retryUnavailable(patienceMs, () => connect({ url: standby.url("postgres") }));
      await connection.close();
    },
    close() {
      for (const member of [primary, standby]) member.signal("SIGKILL");
      for (const dataDir of [first, second]) rmSync(join(dataDir, ".."), { recursive: true, force: true });
    },
  };

  function start(dataDir: string): Member {
    const clusterDir = clusterOf(dataDir);
    const logFile = join(dataDir, "postgres.log");
    startPostmaster({ binaries, clusterDir, socketDir: clusterDir, logFile, account, settings });
    return {
      url: (database) => urlOf([dataDir], database),
      signal: (name) => signalAll(clusterDir, name),
    };
  }

  function urlOf(dataDirs: readonly string[], database: string): string {
    const hosts = dataDirs.map((dataDir) => encodeURIComponent(clusterOf(dataDir)));
    return `postgres://${superuser}:${password}@${hosts.join(",")}/${database}`;
  }

  /** A file in the standby's cluster. */
  function write(name: string, content: string): void {
    const file = join(clusterOf(second), name);
    writeFileSync(file, content, { mode: 0o600 });
    if (account) chownSync(file, account.uid, account.gid);
  }
}

const clusterOf = (dataDir: string) => join(dataDir, "postgres");

/** With the prefix and process id by which leftovers of killed runs are found and removed. */
function newDataDir(): string {
  const parent = mkdtempSync(join(tmpdir(), `countersign-test-${process.pid}-`));
  const dataDir = join(parent, "data");
  execFileSync("chmod", ["711", parent]);
  mkdirSync(dataDir, { mode: 0o711 });
  return dataDir;
}

/** Waits until commits on the primary wait for the standby. */
async function isSynchronous(admin: Connection): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await admin.query("select from pg_stat_replication where sync_state = 'quorum'");
    if (rows.length > 0) return;
    if (performance.now() > deadline) throw new Error("the standby does not follow the primary");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Children have sessions of their own, so a signal to the process group doesn't reach them. */
function signalAll(clusterDir: string, name: NodeJS.Signals): void {
  const postmaster = findPostmaster(clusterDir);
  if (postmaster === null) return;
  const processes = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = processes.flatMap(([pid, parent]) => (parent === postmaster.pid && pid ? [pid] : []));
  for (const pid of [postmaster.pid, ...children]) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended in between.
    }
  }
}
