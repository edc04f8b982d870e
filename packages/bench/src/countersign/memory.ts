import { readdirSync, readFileSync } from "node:fs";

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

function childrenOf(pid: number): number[] {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((one) => parentOf(one) === pid);
}

/** The second number after the command's name, which is in parentheses and may contain anything. */
function parentOf(pid: number): number | null {
  const parent = /^.*\) \S (\d+) /s.exec(readProc(`${pid}/stat`))?.[1];
  return parent === undefined ? null : Number(parent);
}

/** Empty for a process that has ended in the meantime. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}
