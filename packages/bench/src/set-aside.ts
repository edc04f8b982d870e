import type { ChildProcess } from "node:child_process";
import { setPriority } from "node:os";

/** A quarter of the share of the others, where there is not enough for all. */
const low = 5;

/**
 * Gives a process less than the others where there is not enough for all: for the callers and receivers of a flood,
 * which in life are on other machines. Otherwise they take a processor from whoever is measured.
 */
export function setAside(child: ChildProcess): void {
  if (child.pid !== undefined) setPriority(child.pid, low);
}
