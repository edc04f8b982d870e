import type { Postmaster } from "./postmaster.ts";

/**
 * Whether a Postgres has been stopping for longer than `timeoutMs`: called repeatedly with the one that runs now,
 * true once for each that hangs. Seen with Postgres 18 after a SIGINT during recovery: its postmaster
 * waited forever, with only its checkpointer and its workers left.
 */
export function createHungStop(
  timeoutMs: number,
  now: () => number = () => performance.now(),
): (running: Postmaster | null) => running is Postmaster {
  let seen = { pid: 0, since: 0 };
  return (running): running is Postmaster => {
    if (running?.stopping !== true) {
      seen = { pid: 0, since: 0 };
      return false;
    }
    if (seen.pid !== running.pid) seen = { pid: running.pid, since: now() };
    if (now() - seen.since <= timeoutMs) return false;
    seen.since = Number.POSITIVE_INFINITY;
    return true;
  };
}
