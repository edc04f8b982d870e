import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { launch, programEnvironment } from "./launch.ts";

/** The superuser of the embedded Postgres. */
export const superuser = "countersign";

/**
 * Creates the cluster `DATA_DIR/postgres` if it doesn't exist: under another name, renamed when complete, so that a
 * process that dies in between leaves no broken cluster.
 */
export async function ensureCluster(
  dataDir: string,
  clusterDir: string,
  binaries: Binaries,
  account: Account | null,
  durable: boolean,
): Promise<void> {
  if (existsSync(join(clusterDir, "PG_VERSION"))) return requireSameMajor(clusterDir, binaries);
  const draft = mkdtempSync(join(dataDir, "postgres.init-"));
  const passwordFile = join(draft, "password");
  const cluster = join(draft, "cluster");
  try {
    writeFileSync(passwordFile, clusterPassword(dataDir), { mode: 0o600 });
    mkdirSync(cluster, { mode: 0o700 });
    if (account) for (const path of [draft, passwordFile, cluster]) chownSync(path, account.uid, account.gid);
    await runInitdb(binaries, cluster, passwordFile, account, durable);
    rmSync(passwordFile);
    renameSync(cluster, clusterDir);
  } catch (error) {
    // Another process has created it in the meantime: use that.
    if (!existsSync(join(clusterDir, "PG_VERSION"))) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The superuser's password, generated once and readable only by us. */
export function clusterPassword(dataDir: string): string {
  const file = join(dataDir, "postgres.password");
  if (!existsSync(file)) {
    if (existsSync(join(dataDir, "postgres", "PG_VERSION"))) {
      throw new Error(
        `${file} is missing: put it back from a backup, the database next to it can't be opened without`,
      );
    }
    const draft = `${file}.${randomBytes(6).toString("hex")}`;
    writeFileSync(draft, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** Removes the remains of interrupted starts. Only the owner of the cluster may call it. */
export function removeDrafts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith("postgres.init-")) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

async function runInitdb(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  account: Account | null,
  durable: boolean,
): Promise<void> {
  const flags = [
    `--pgdata=${cluster}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // A new segment is filled with zeros while commits wait: 16 MB, the default, stall them for 50 to 100 ms.
    "--wal-segsize=4",
    ...(durable ? [] : ["--no-sync"]),
  ];
  const { command, args, identity } = launch(account, binaries.initdb, flags);
  try {
    await promisify(execFile)(command, args, { cwd: cluster, env: programEnvironment, ...identity });
  } catch (error) {
    const told = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new Error(`the embedded Postgres could not be set up in ${cluster}: ${told}`);
  }
}

function requireSameMajor(clusterDir: string, binaries: Binaries): void {
  const made = readFileSync(join(clusterDir, "PG_VERSION"), "utf8").trim();
  const own = binaries.version.split(".")[0];
  if (made !== own) {
    throw new Error(
      `${clusterDir} was made by Postgres ${made}, this version contains ${own}. ` +
        "Move the data with pg_dump and pg_restore, or set DATABASE_URL to a Postgres that can read it",
    );
  }
}
