import type { ChildProcess } from "node:child_process";
import { setPriority } from "node:os";

/** A quarter of the others' share, under contention. */
const low = 5;

/**
 * Gives a process less processor time than the others under contention: for the callers and
 * receivers of a flood, which in production are on other machines. Otherwise they would take it
 * from what is measured.
 */
export function setAside(child: ChildProcess): void {
  if (child.pid !== undefined) setPriority(child.pid, low);
}
