import { readdirSync, readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second, on every architecture. */
const msPerTick = 10;

/** A file of `/proc`; empty for a process that has ended in the meantime. */
export function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}

export function childrenOf(pid: number): number[] {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return processes.map(Number).filter((one) => parentOf(one) === pid);
}

/** The second number after the command's name, which is in parentheses and may contain anything. */
function parentOf(pid: number): number | null {
  const parent = /^.*\) \S (\d+) /s.exec(readProc(`${pid}/stat`))?.[1];
  return parent === undefined ? null : Number(parent);
}

/**
 * The processor time that a process and those below it have taken so far, in milliseconds, user and
 * system together; null if the system has no `/proc`.
 *
 * @param except a process that is not counted, with those below it.
 */
export function processorMs(pid: number, except?: number): number | null {
  const own = ticksOf(pid);
  if (own === null) return null;
  let ms = own * msPerTick;
  for (const child of childrenOf(pid)) if (child !== except) ms += processorMs(child, except) ?? 0;
  return ms;
}

/** With that of children that have ended, such as connections of Postgres. */
function ticksOf(pid: number): number | null {
  const fields = readProc(`${pid}/stat`)
    .replace(/^.*\) /s, "")
    .split(" ");
  const times = fields.slice(11, 15).map(Number);
  return times.length < 4 ? null : times.reduce((sum, time) => sum + time, 0);
}
