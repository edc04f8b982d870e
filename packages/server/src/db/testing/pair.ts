import { execFileSync } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../connection.ts";
import { chooseAccount } from "../embedded/account.ts";
import { findBinaries } from "../embedded/binaries.ts";
import { clusterPassword, ensureCluster, superuser } from "../embedded/cluster.ts";
import { findPostmaster, removeStalePidFile, startPostmaster } from "../embedded/postmaster.ts";
import { settings as durable, settingsForTests } from "../embedded/settings.ts";
import { retryUnavailable } from "../retry-unavailable.ts";
import { copyCluster } from "./copy-cluster.ts";
import { signalFamily } from "./signal-family.ts";

/** Two Postgres: a primary whose commits wait for its standby, as two hosts of a cluster have it. */
export interface Pair {
  /** The address of a database, with both hosts. */
  url(database: string): string;
  /** Both, in an order that stays. */
  members: readonly [Member, Member];
  /** Whichever accepts writes. */
  readonly primary: Member;
  readonly standby: Member;
  /**
   * Makes the standby accept writes; its commits wait for no other. From then on it is the primary, and the other one the
   * standby, which must be dead or frozen.
   */
  promote(): Promise<void>;
  /** Kills what is left of the standby, makes it a copy of the primary, and waits until commits wait for it. */
  rejoin(): Promise<void>;
  /**
   * Starts whichever has shut itself down, as a supervisor does, and resolves once commits wait for the standby.
   *
   * @throws Error if they don't within some seconds: call it again.
   */
  heal(): Promise<void>;
  /** Ends both and removes their data. */
  close(): void;
}

export interface Member {
  url(database: string): string;
  /** The socket that it listens on. */
  socket: string;
  /** The directory of its cluster. */
  clusterDir: string;
  /** Starts it again after it has ended. */
  start(): void;
  /** Sends the signal to all its processes, as if the whole machine died, froze or went on. */
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
}

/** Where and how the two run. */
export interface PairOptions {
  /** An existing directory for each; by default a temporary one, which is removed at the end. */
  parents?: readonly [string, string];
  /** Survives a crash of the machine, and vacuums by itself. False by default. */
  durable?: boolean;
  /** More settings of Postgres. */
  settings?: Readonly<Record<string, string>>;
  /** The program to run in the place of this one, which it starts in turn. */
  program?(postgres: string): string;
}

const patienceMs = 60_000;
/** One look: who calls repeats it. */
const glanceMs = 5000;
const standbyName = "standby";

/** Starts both, with an empty database `countersign`. */
export async function startPair(options: PairOptions = {}): Promise<Pair> {
  const settings = {
    ...(options.durable ? { ...durable, max_connections: "200" } : settingsForTests),
    synchronous_commit: "on",
    ...options.settings,
  };
  const dataDirs = [newDataDir(options.parents?.[0]), newDataDir(options.parents?.[1])] as const;
  const account = chooseAccount(dataDirs[0]);
  const found = findBinaries(account);
  const binaries = { ...found, postgres: options.program?.(found.postgres) ?? found.postgres };
  await ensureCluster(dataDirs[0], clusterOf(dataDirs[0]), found, account, options.durable === true);
  execFileSync("cp", ["-a", `${dataDirs[0]}/.`, dataDirs[1]]);
  const password = clusterPassword(dataDirs[0]);
  const members = [memberOf(dataDirs[0]), memberOf(dataDirs[1])] as const;
  let [primary, standby]: readonly [Member, Member] = members;

  primary.start();
  const admin = await retryUnavailable(patienceMs, () => connect({ url: primary.url("postgres") }));
  await admin.query("create database countersign");
  await admin.close();
  follow();
  await waitForStandby();

  return {
    url: (database) => urlOf(dataDirs, database),
    members,
    get primary() {
      return primary;
    },
    get standby() {
      return standby;
    },
    async promote() {
      write(standby, "promote", "");
      process.kill(findPostmaster(standby.clusterDir)?.pid ?? 0, "SIGUSR1");
      const connection = await retryUnavailable(patienceMs, () => connect({ url: standby.url("postgres") }));
      await connection.close();
      [primary, standby] = [standby, primary];
    },
    async rejoin() {
      standby.signal("SIGKILL");
      await copyCluster(await connect({ url: primary.url("postgres") }), primary, standby);
      follow();
      await waitForStandby();
    },
    async heal() {
      for (const { clusterDir, start } of members) if (findPostmaster(clusterDir) === null) start();
      await isSynchronous(glanceMs);
    },
    close() {
      for (const member of members) member.signal("SIGKILL");
      for (const [at, dataDir] of dataDirs.entries())
        rmSync(options.parents?.[at] === undefined ? join(dataDir, "..") : dataDir, {
          recursive: true,
          force: true,
        });
    },
  };

  function memberOf(dataDir: string): Member {
    const clusterDir = clusterOf(dataDir);
    const logFile = join(dataDir, "postgres.log");
    return {
      url: (database) => urlOf([dataDir], database),
      socket: join(clusterDir, ".s.PGSQL.5432"),
      clusterDir,
      start() {
        removeStalePidFile(clusterDir);
        startPostmaster({ binaries, clusterDir, socketDir: clusterDir, logFile, account, settings });
      },
      signal: (name) => signalFamily(clusterDir, name),
    };
  }

  function urlOf(among: readonly string[], database: string): string {
    const hosts = among.map((dataDir) => encodeURIComponent(clusterOf(dataDir)));
    return `postgres://${superuser}:${password}@${hosts.join(",")}/${database}`;
  }

  /** Starts the standby as one of the primary. */
  function follow(): void {
    write(standby, "standby.signal", "");
    const conninfo = `host=${primary.clusterDir} user=${superuser} password=${password} application_name=${standbyName}`;
    write(standby, "postgresql.auto.conf", `primary_conninfo = '${conninfo}'\n`);
    standby.start();
  }

  async function waitForStandby(): Promise<void> {
    const connection = await connect({ url: primary.url("postgres") });
    await connection.query(`alter system set synchronous_standby_names = 'ANY 1 (${standbyName})'`);
    await connection.query("select pg_reload_conf()");
    await connection.close();
    await isSynchronous(patienceMs);
  }

  async function isSynchronous(timeoutMs: number): Promise<void> {
    const connection = await retryUnavailable(timeoutMs, () => connect({ url: primary.url("postgres") }));
    await untilStandby(connection, timeoutMs).finally(() => connection.close());
  }

  /** In one step: Postgres acts on some files, and removes them, as soon as they are there. */
  function write({ clusterDir }: Member, name: string, content: string): void {
    const file = join(clusterDir, name);
    writeFileSync(`${file}.new`, content, { mode: 0o600 });
    if (account) chownSync(`${file}.new`, account.uid, account.gid);
    renameSync(`${file}.new`, file);
  }
}

const clusterOf = (dataDir: string) => join(dataDir, "postgres");

/** With the prefix and process id by which leftovers of killed runs are found and removed. */
function newDataDir(parent = mkdtempSync(join(tmpdir(), `countersign-test-${process.pid}-`))): string {
  const dataDir = join(parent, "data");
  execFileSync("chmod", ["711", parent]);
  mkdirSync(dataDir, { mode: 0o711 });
  return dataDir;
}

/** Waits until commits on the primary wait for the standby. */
async function untilStandby(admin: Connection, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { rows } = await admin.query("select from pg_stat_replication where sync_state = 'quorum'");
    if (rows.length > 0) return;
    if (performance.now() > deadline) throw new Error("the standby does not follow the primary");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
