import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { launch, programEnvironment } from "./launch.ts";

/** The content of a running Postgres's `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  socketDir: string;
  /** It is stopping. */
  stopping: boolean;
}

const largestLogBytes = 10 * 1024 * 1024;

/** The Postgres that runs on the cluster, whichever process started it; null if there is none. */
export function findPostmaster(clusterDir: string): Postmaster | null {
  const lines = readPidFile(clusterDir)?.split("\n");
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isInteger(pid) || pid <= 0 || !isPostgresOf(pid, clusterDir)) return null;
  return { pid, socketDir: lines[4] ?? "", stopping: lines[7]?.startsWith("stopping") === true };
}

/**
 * Removes a `postmaster.pid` that names no Postgres of this cluster. Postgres does so by itself only if no process has
 * that pid, and another program may have it by now.
 */
export function removeStalePidFile(clusterDir: string): void {
  const stale = readPidFile(clusterDir);
  const pid = Number(stale?.split("\n")[0]);
  if (stale === null || !Number.isInteger(pid) || isPostgresOf(pid, clusterDir)) return;
  const file = join(clusterDir, "postmaster.pid");
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    // Postgres may have been started since we looked: then the file is a new one and is restored.
    if (readFileSync(aside, "utf8") === stale) rmSync(aside);
    else renameSync(aside, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

/** Whether that process is a Postgres on this cluster: a postmaster's working directory is its cluster. */
export function isPostgresOf(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir);
    const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(clusterDir);
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

export interface StartOptions {
  binaries: Binaries;
  clusterDir: string;
  socketDir: string;
  logFile: string;
  account: Account | null;
  settings: Record<string, string>;
}

/**
 * Starts Postgres in a session of its own, so that a Ctrl-C meant for us doesn't stop it before we have drained.
 * Resolves when the process exits; does not keep our process alive.
 */
export function startPostmaster(options: StartOptions): { pid: number | undefined; exited: Promise<void> } {
  rotate(options.logFile);
  const log = openSync(options.logFile, "a", 0o600);
  const settings = Object.entries({ ...options.settings, unix_socket_directories: `"${options.socketDir}"` });
  const { command, args, identity } = launch(options.account, options.binaries.postgres, [
    "-D",
    options.clusterDir,
    ...settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const child = spawn(command, args, {
    cwd: options.clusterDir,
    detached: true,
    stdio: ["ignore", log, log],
    env: programEnvironment,
    ...identity,
  });
  closeSync(log);
  child.unref();
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return { pid: child.pid, exited };
}

/**
 * Stops Postgres: open transactions are rolled back and the data is written. Waits until the
 * process has exited.
 */
export async function stopPostmaster(clusterDir: string, timeoutMs: number): Promise<void> {
  const running = findPostmaster(clusterDir);
  if (!running) return;
  signal(running.pid, "SIGINT");
  const deadline = Date.now() + timeoutMs;
  let forced = false;
  while (isPostgresOf(running.pid, clusterDir)) {
    if (!forced && Date.now() > deadline) {
      stopAtOnce(running);
      forced = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Immediate shutdown: safe, the next start recovers from the log. */
export function stopAtOnce({ pid }: Pick<Postmaster, "pid">): void {
  signal(pid, "SIGQUIT");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function readPidFile(clusterDir: string): string | null {
  try {
    return readFileSync(join(clusterDir, "postmaster.pid"), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function rotate(logFile: string): void {
  const found = statSync(logFile, { throwIfNoEntry: false });
  if (found && found.size > largestLogBytes) renameSync(logFile, `${logFile}.1`);
}
