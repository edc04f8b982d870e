import type { Db } from "../../db/index.ts";
import { FileLost, type ObjectStore } from "../contract.ts";
import { isIntact, readReference, sha256 } from "../reference.ts";
import { type FileRow, readStored, replaceStored } from "./places.ts";

/**
 * Copies a row's file from the bucket into the row. The object stays for as long as a backup of before may be
 * restored. Resolves to the number of bytes; 0 if the row refers to no object any more.
 *
 * @throws FilesUnavailable, FileLost
 */
export async function moveToTable(
  { db, objects }: { db: Db; objects: ObjectStore },
  row: FileRow,
): Promise<number> {
  const stored = await readStored(db, row);
  const reference = stored && readReference(stored);
  if (stored === null || reference === null) return 0;
  const box = await objects.get(reference.name, reference.bytes);
  if (box === null || !isIntact(reference, box))
    throw new FileLost(`the object ${reference.name} is missing or was altered`);
  const isReplaced = await replaceStored(db, row, { previousSha256: sha256(stored), next: box });
  return isReplaced ? box.length : 0;
}
