import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { programEnvironment } from "./launch.ts";
import { isPostgresOf } from "./postmaster.ts";

/** How long a Postgres that lost its service waits for the next one to adopt it. */
const graceSeconds = 4;
/** How long a fast shutdown may take before an immediate one, which is as safe and costs a recovery. */
const stopSeconds = 20;

/**
 * Reads until the service has exited, for whatever reason: then its end of the pipe is closed. It
 * stops only the postmaster that it guards: the next service may have started another one in the
 * meantime, and a Postgres that is stopped during recovery can hang forever. The working directory,
 * or without `/proc` the command line, shows that the process belongs to this cluster.
 *
 * $1 the cluster, $2 the file that names the watchdog in charge and its postmaster, $3 this one's name, $4 the grace and
 * $5 the time to stop in seconds.
 */
const script = `
cat > /dev/null
sleep "$4"
read -r name guarded < "$2" && [ "$name" = "$3" ] || exit 0
runs() {
  read -r pid < "$1/postmaster.pid" && [ "$pid" = "$guarded" ] || return 1
  where=$(readlink "/proc/$pid/cwd" || ps -ww -o command= -p "$pid")
  case "$where" in *"$1"*) return 0 ;; *) return 1 ;; esac
}
runs "$1" && kill -INT "$guarded" || exit 0
sleep "$5"
runs "$1" && kill -QUIT "$guarded"
`;

/** Stops a Postgres whose service was killed. */
export interface Watchdog {
  /** The postmaster to stop from now on. This process owns the cluster, and replaces the previous watchdog. */
  guard(pid: number): void;
  /** Like `guard`, for one that this process has just started, unless one of another process is guarded and running. */
  guardStarted(pid: number): void;
  end(): void;
}

/**
 * Stops the cluster's Postgres within seconds if this process exits without having stopped it (kill
 * -9, a crash). A service that adopts it before then takes over. One that comes a moment too late
 * finds a Postgres that is stopping, and starts it again.
 */
export function createWatchdog(dataDir: string, clusterDir: string, log: Logger): Watchdog {
  const name = randomBytes(12).toString("hex");
  const file = join(dataDir, "postgres.watchdog");
  // In its own session: a signal to the service's process group must not reach it.
  const parameters = [clusterDir, file, name, String(graceSeconds), String(stopSeconds)];
  const child = spawn("sh", ["-c", script, "sh", ...parameters], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: programEnvironment,
  });
  child.once("error", () => log.warn("Postgres would outlive a killed service: there is no sh to watch it"));
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.on("error", () => {});
  pipe.unref();
  const guard = (pid: number) => {
    writeFileSync(`${file}.${name}`, `${name} ${pid}\n`, { mode: 0o600 });
    renameSync(`${file}.${name}`, file);
  };
  return {
    guard,
    guardStarted(pid) {
      const guarded = guardedBy(file);
      if (guarded === null || !isPostgresOf(guarded, clusterDir)) guard(pid);
    },
    end() {
      child.kill();
      pipe.destroy();
    },
  };
}

function guardedBy(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, "utf8").split(" ")[1]);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
