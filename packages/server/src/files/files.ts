import { createBoxCache } from "./box-cache.ts";
import { FileLost, FilesUnavailable, type ObjectStore } from "./contract.ts";
import { isIntact, type Reference, readReference } from "./reference.ts";

/** Reads what sealed columns hold. */
export interface Files {
  /**
   * The sealed box, from the column's value.
   *
   * @throws FilesUnavailable while the bucket does not respond, or if none is configured.
   * @throws FileLost if the object is missing, or is not the one that was stored.
   */
  boxOf(stored: Buffer): Promise<Buffer>;
}

/** @param onLost is called with the object's name for each read that finds it missing or altered. */
export function createFiles(
  objects: Pick<ObjectStore, "get"> | null,
  onLost: (name: string) => void = () => undefined,
): Files {
  const cache = createBoxCache();
  const read = async (reference: Reference): Promise<Buffer> => {
    const { name, bytes } = reference;
    if (objects === null) throw new FilesUnavailable("the file is in a bucket, and none is configured");
    const box = await objects.get(name, bytes);
    if (box !== null && isIntact(reference, box)) return box;
    onLost(name);
    throw new FileLost(`the object ${name} ${box === null ? "is missing" : "was altered"}`);
  };
  return {
    async boxOf(stored) {
      const reference = readReference(stored);
      return reference === null ? stored : cache.get(reference.name, () => read(reference));
    },
  };
}

/** All boxes are in their columns: there is no bucket. */
export const inTables: Files = createFiles(null);
