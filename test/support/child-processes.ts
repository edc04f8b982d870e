import { readdirSync, readFileSync } from "node:fs";

/** The processes that a process has started and that run this file. */
export function childrenOf(parent: number | undefined, file: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent)
    .filter((pid) => read(`/proc/${pid}/cmdline`).includes(file));
}

/** Megabytes of physical memory that a process holds; 0 if there is none. */
export function residentMegabytes(pid: number | undefined): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
