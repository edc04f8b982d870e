import type { Connection } from "../db/index.ts";
import { type Change, forgetChanges, readChanges } from "./capture.ts";
import { deleteRows, insertRows, type Rows, readKeys, readPage } from "./rows.ts";
import type { Leaf } from "./tables.ts";
import { type Progress, writeProgress } from "./target.ts";

export interface Ends {
  source: Connection;
  target: Connection;
}

const maxChanges = 1000;

/**
 * Copies a table from where it was interrupted, a page at a time. Each page and how far it reaches are one transaction.
 *
 * @param between called after each page: changes go on meanwhile.
 */
export async function copyLeaf(
  { source, target }: Ends,
  leaf: Leaf,
  from: Progress,
  between: (rows: number) => Promise<void>,
): Promise<void> {
  let { last, rows } = from;
  for (;;) {
    const page = await readPage(source, leaf, last);
    if (page !== null) {
      ({ last } = page);
      rows += page.count;
    }
    const progress = { last, rows, done: page === null };
    await inOne(target, async () => {
      if (page !== null) await insertRows(target, leaf, page);
      await writeProgress(target, leaf, progress);
    });
    if (page === null) return;
    await between(page.count);
  }
}

/**
 * Brings noted changes to the target: rows as they are now, or their absence. Interrupted, the same changes come again, which
 * makes no difference.
 *
 * @returns the tables that were changed; null if nothing was noted.
 */
export async function applyChanges(
  { source, target }: Ends,
  leaves: ReadonlyMap<string, Leaf>,
): Promise<Set<string> | null> {
  const changes = await readChanges(source, maxChanges);
  if (changes.length === 0) return null;
  const byLeaf = keysByLeaf(changes, leaves);
  await inOne(target, async () => {
    // All deletions first: a row may take what another one had in a unique index.
    for (const [leaf, keys] of byLeaf) await deleteRows(target, leaf, keys);
    for (const [leaf, keys] of byLeaf)
      for await (const part of readKeys(source, leaf, keys)) await insertAll(target, leaf, part);
  });
  await forgetChanges(source, changes);
  return new Set([...byLeaf.keys()].map(({ name }) => name));
}

async function insertAll(target: Connection, leaf: Leaf, part: Rows): Promise<void> {
  if (part.count > 0) await insertRows(target, leaf, part);
}

/** Changes of partitions that are dropped by now are left out. */
function keysByLeaf(changes: readonly Change[], leaves: ReadonlyMap<string, Leaf>): Map<Leaf, string[][]> {
  const byLeaf = new Map<Leaf, Map<string, string[]>>();
  for (const { leaf: name, key } of changes) {
    const leaf = leaves.get(name);
    if (leaf === undefined) continue;
    const keys = byLeaf.get(leaf) ?? new Map<string, string[]>();
    keys.set(JSON.stringify(key), key);
    byLeaf.set(leaf, keys);
  }
  return new Map([...byLeaf].map(([leaf, keys]) => [leaf, [...keys.values()]]));
}

async function inOne(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query("begin");
  try {
    await work();
    await connection.query("commit");
  } catch (error) {
    if (!connection.closed) await connection.query("rollback");
    throw error;
  }
}
