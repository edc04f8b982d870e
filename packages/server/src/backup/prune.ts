import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { listBases } from "./base.ts";
import type { BackupDirectory } from "./directory.ts";
import { segmentName } from "./segments.ts";

/**
 * Removes all base backups but the newest `keep`, and the log that only they needed. The list of erased subjects stays.
 *
 * @returns the names of the removed backups.
 */
export async function prune(directory: BackupDirectory, keep: number): Promise<string[]> {
  const bases = await listBases(directory);
  const removed = bases.slice(0, Math.max(0, bases.length - keep));
  // The manifest goes last of all that is in a directory only if it is removed first.
  for (const { name } of removed) {
    await rm(join(directory.bases, name, "manifest.json"));
    await rm(join(directory.bases, name), { recursive: true });
  }
  const [oldest] = bases.slice(removed.length);
  if (oldest === undefined) return [];
  for (const file of await readdir(directory.log)) {
    const name = file.replace(/\.gz$/, "");
    // Without the timeline: a later one has continued with the numbers of the one before.
    if (segmentName.test(name) && name.slice(8) < oldest.firstSegment.slice(8))
      await rm(join(directory.log, file));
  }
  return removed.map(({ name }) => name);
}
