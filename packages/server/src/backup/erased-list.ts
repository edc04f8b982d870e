import { createReadStream, existsSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { SubjectId } from "@countersign/wire";
import { syncDirectory } from "./durable-files.ts";

const line = /^(sub_[0-9a-z]{20,40}) \S+$/;

/**
 * Appends subjects to the list of those who were erased; resolves once they are on the disk. The list has one line for
 * each, with an id that means nothing outside of the store. Several processes may append at once.
 */
export async function appendErased(
  file: string,
  erased: readonly { id: SubjectId; at: Date }[],
): Promise<void> {
  if (erased.length === 0) return;
  const isNew = !existsSync(file);
  if (isNew) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  try {
    // It begins a line of its own, so that one that was cut off by a crash spoils no other.
    await handle.write(`\n${erased.map(({ id, at }) => `${id} ${at.toISOString()}\n`).join("")}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (isNew) await syncDirectory(dirname(file));
}

/** The subjects on the list, in pages; none if there is no list. */
export async function* readErased(file: string, pageSize = 1000): AsyncGenerator<SubjectId[]> {
  if (!existsSync(file)) return;
  let page: SubjectId[] = [];
  for await (const text of createInterface({ input: createReadStream(file, "utf8") })) {
    const [, id] = line.exec(text) ?? [];
    if (id === undefined) continue;
    page.push(id as SubjectId);
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
