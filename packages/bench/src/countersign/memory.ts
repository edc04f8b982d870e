import { childrenOf, readProc } from "./proc.ts";

/** The peak memory of a process, in MB; null if the system has no `/proc`. */
export function peakMemoryMb(pid: number | undefined): number | null {
  const found = /^VmHWM:\s+(\d+) kB/m.exec(readProc(`${pid}/status`));
  return found ? Number(found[1]) / 1024 : null;
}

/**
 * The current memory of a process and its children, in MB; shared pages are counted once. Null if
 * the system has no `/proc`.
 */
export function familyMemoryMb(pid: number): number | null {
  const family = [pid, ...childrenOf(pid)];
  const shares = family.map((one) => /^Pss:\s+(\d+) kB/m.exec(readProc(`${one}/smaps_rollup`))?.[1]);
  if (shares[0] === undefined) return null;
  return shares.reduce((sum, share) => sum + Number(share ?? 0), 0) / 1024;
}
