import { execFileSync } from "node:child_process";
import { findPostmaster, isAlive } from "../embedded/postmaster.ts";

/**
 * Sends the signal to a cluster's Postgres and all its processes. They have sessions of their own, so one to the process
 * group doesn't reach them. Of SIGKILL it waits until all have ended.
 */
export function signalFamily(clusterDir: string, name: NodeJS.Signals): void {
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
  const deadline = performance.now() + 5000;
  if (name !== "SIGKILL") return;
  while ([postmaster.pid, ...children].some(isAlive) && performance.now() < deadline)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}
