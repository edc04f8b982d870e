import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";

const inParallel = 32;

/**
 * Copies a file so that one with the final name is complete and on the disk. The new one is readable by its owner alone.
 *
 * @param through what the bytes go through, in order, such as compression.
 */
export async function copyDurably(from: string, to: string, ...through: Duplex[]): Promise<void> {
  const draft = `${to}.${randomBytes(4).toString("hex")}.partial`;
  try {
    await pipeline([
      createReadStream(from),
      ...through,
      createWriteStream(draft, { mode: 0o600, flush: true }),
    ]);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncDirectory(dirname(to));
}

/** Writes a small file in the same way. */
export async function writeDurably(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString("hex")}.partial`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncDirectory(dirname(file));
}

/** These files and directories are on the disk then: many at once, which costs a fraction of one after another. */
export async function syncAll(paths: readonly string[]): Promise<void> {
  const left = paths.values();
  const work = async () => {
    for (const path of left) await syncDirectory(path);
  };
  await Promise.all(Array.from({ length: inParallel }, work));
}

/** What was created, renamed or removed in it is on the disk then. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
