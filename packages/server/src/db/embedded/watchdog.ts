import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import type { Logger } from "pino";
import { programEnvironment } from "./launch.ts";

/** How long a Postgres that lost its service waits for the next one to adopt it. */
const graceSeconds = 4;

/**
 * Reads until the service is gone, however it ends: then its end of the pipe is closed. The Postgres that is stopped is
 * the one whose postmaster works in the cluster's directory; where `/proc` can't tell, the one whose command names it.
 *
 * $1 the cluster, $2 the file that names the watchdog in charge, $3 this one's name, $4 the grace in seconds.
 */
const script = `
cat > /dev/null
sleep "$4"
[ "$(cat "$2")" = "$3" ] || exit 0
read -r pid < "$1/postmaster.pid" || exit 0
where=$(readlink "/proc/$pid/cwd" || ps -ww -o command= -p "$pid")
case "$where" in *"$1"*) kill -INT "$pid" ;; esac
`;

/**
 * Stops the cluster's Postgres within seconds once this process is gone without having stopped it (kill -9, a crash).
 * Another service that starts meanwhile takes over: it calls this too, which relieves the one before. One that comes
 * a moment too late meets a Postgres that is stopping, and starts it again. Returns what ends the watch.
 */
export function watchOver(dataDir: string, clusterDir: string, log: Logger): () => void {
  const name = randomBytes(12).toString("hex");
  const file = join(dataDir, "postgres.watchdog");
  writeFileSync(`${file}.${name}`, name, { mode: 0o600 });
  renameSync(`${file}.${name}`, file);
  // In a session of its own: what kills the service's process group must not reach it.
  const child = spawn("sh", ["-c", script, "sh", clusterDir, file, name, String(graceSeconds)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: programEnvironment,
  });
  child.once("error", () => log.warn("Postgres would outlive a killed service: there is no sh to watch it"));
  child.unref();
  const pipe = child.stdin as Socket;
  pipe.on("error", () => {});
  pipe.unref();
  return () => {
    child.kill();
    pipe.destroy();
  };
}
