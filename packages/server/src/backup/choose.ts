import { readdir } from "node:fs/promises";
import type { BackupDirectory } from "./directory.ts";
import type { Manifest } from "./manifest.ts";
import { numberOf, segmentName } from "./segments.ts";

/**
 * The backup to start from: the newest one, or the newest from which `at` can be reached.
 *
 * @throws with what there is, if there is none.
 */
export function chooseBase(bases: readonly Manifest[], wanted: { name?: string; at?: Date }): Manifest {
  const { name, at } = wanted;
  const named = name === undefined ? bases : bases.filter((base) => base.name === name);
  const reaching = at === undefined ? named : named.filter((base) => new Date(base.finishedAt) <= at);
  const chosen = reaching.at(-1);
  if (chosen !== undefined) return chosen;
  if (bases.length === 0)
    throw new Error("there is no complete backup in this directory: `npm run backup` makes one");
  const there = bases.map((base) => `${base.name} (from ${base.finishedAt} on)`).join(", ");
  if (named.length === 0) throw new Error(`there is no backup ${name}; there are ${there}`);
  throw new Error(`no backup reaches back to ${at?.toISOString()}; there are ${there}`);
}

/**
 * How many segments of the log there are from the backup's beginning on.
 *
 * @param isWhole all of the log is wanted, up to its end.
 * @throws if one that is needed is missing: Postgres would take the gap for the end, and leave out what follows it.
 */
export async function countLog(
  directory: BackupDirectory,
  base: Manifest,
  { isWhole, timeline }: { isWhole: boolean; timeline: number | null },
): Promise<number> {
  const bytes = { bytes: BigInt(base.segmentBytes) };
  const numbers = new Set<bigint>();
  for (const file of await readdir(directory.log)) {
    const name = file.replace(/\.gz$/, "");
    if (!segmentName.test(name)) continue;
    if (timeline === null || Number(`0x${name.slice(0, 8)}`) <= timeline) numbers.add(numberOf(name, bytes));
  }
  const first = numberOf(base.firstSegment, bytes);
  const needed = numberOf(base.lastSegment, bytes);
  const last = [...numbers].reduce((most, number) => (number > most ? number : most), needed);
  for (let number = first; number <= (isWhole ? last : needed); number++) {
    if (numbers.has(number)) continue;
    const hint =
      number <= needed
        ? "This backup can't be restored: choose another one"
        : "Choose a later backup with --backup, an earlier --timeline, or a time before it with --at";
    throw new Error(
      `the log of ${directory.log} has a gap: segment ${number} of ${first} to ${last} is missing. ${hint}, or put the ` +
        "file back",
    );
  }
  return Number(last - first + 1n);
}
