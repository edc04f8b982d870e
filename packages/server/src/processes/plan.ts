/** How the service is divided among processes. */
export interface Plan {
  /** Processes that serve; with 1 there is no supervisor. */
  count: number;
  /** Connections to the store in each one's pool. */
  poolSize: number;
  /** What the embedded Postgres has to accept, also while a process is being replaced. */
  maxConnections: number;
}

/** The largest number that may be set. */
export const maxProcesses = 64;
/** With `auto`: what more would give was not measured, and each takes some 230 MB. */
const maxAutomatic = 16;
/** Connections of one process outside its pool: notifications, bells, a probe, a backup's log. */
const besidePool = 4;
/** The supervisor's own, those that Postgres reserves, and one for an operator with psql. */
const reserved = 10;
const minConnections = 60;
const poolOfOne = 20;
const smallestPool = 8;

/** @param cores how many there are, such as `os.availableParallelism()`. */
export function planProcesses(setting: number | "auto", cores: number): Plan {
  const count = setting === "auto" ? Math.max(1, Math.min(cores, maxAutomatic)) : setting;
  const poolSize = Math.max(smallestPool, Math.min(poolOfOne, perProcess(2 * poolOfOne, count)));
  // One more while it takes over, and one that was killed but whose backends don't know it yet.
  const most = (count + 2) * (poolSize + besidePool) + reserved;
  return { count, poolSize, maxConnections: count === 1 ? minConnections : Math.max(minConnections, most) };
}

/** One process's part of a limit of the whole service. */
export function perProcess(limit: number, count: number): number {
  return Math.ceil(limit / count);
}
