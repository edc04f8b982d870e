import { readdirSync, readFileSync } from "node:fs";

/** Linux counts a process's time in these, whatever the kernel's own clock. */
const tickMs = 10;

/**
 * Processor time that this process and its children have taken, in milliseconds (in steps of ten); children that have
 * ended count. What a test may take is bounded by this and not by the clock: a machine that does other work as well
 * makes everything slower, but nothing take more of it.
 */
export function cpuTimeMs(): number {
  const own = fieldsOf("self");
  const ended = own.utime + own.stime + own.cutime + own.cstime;
  const running = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => tryFieldsOf(pid))
    .filter((child) => child?.parent === process.pid)
    .reduce((sum, child) => sum + (child?.utime ?? 0) + (child?.stime ?? 0), 0);
  return (ended + running) * tickMs;
}

/** Null if the process has ended meanwhile. */
function tryFieldsOf(pid: string): ReturnType<typeof fieldsOf> | null {
  try {
    return fieldsOf(pid);
  } catch {
    return null;
  }
}

function fieldsOf(pid: string) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The program's name is in brackets, and may hold anything; the state and the parent follow it.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const at = (index: number) => Number(fields[index]);
  return { parent: at(1), utime: at(11), stime: at(12), cutime: at(13), cstime: at(14) };
}
