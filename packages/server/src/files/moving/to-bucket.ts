import type { Random } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inTransaction } from "../../db/index.ts";
import { FileLost, type ObjectStore } from "../contract.ts";
import { isIntact, readReference, referenceTo, sha256 } from "../reference.ts";
import { type FileRow, readStored, replaceStored, sourceOf } from "./places.ts";

export interface MovingDeps {
  db: Db;
  objects: ObjectStore;
  random: Random;
}

/**
 * Copies a row's file to the bucket, reads it back, and leaves a reference in the row: in this order, with
 * the object's name noted before it is written, so that nothing is lost and no object forgotten wherever it
 * is interrupted. Resolves to the number of bytes; 0 if another process moves the file, or it has changed
 * meanwhile.
 *
 * @throws FilesUnavailable
 */
export async function moveToBucket({ db, objects, random }: MovingDeps, row: FileRow): Promise<number> {
  const name = Buffer.from(random(16)).toString("hex");
  const noted = await db
    .insertInto("files")
    .values({ name, state: "writing", source: sourceOf(row) })
    .onConflict((conflict) => conflict.column("source").doNothing())
    .executeTakeFirst();
  if (noted.numInsertedOrUpdatedRows !== 1n) return 0;
  let isMoved = false;
  try {
    const box = await readStored(db, row);
    if (box === null || readReference(box) !== null) return 0;
    const reference = referenceTo(name, box);
    await objects.put(name, box);
    const copy = await objects.get(name, box.length);
    const expected = readReference(reference);
    if (copy === null || expected === null || !isIntact(expected, copy))
      throw new FileLost(`the object ${name} was not read back as it was written`);
    isMoved = await refer({ db, name, row, box, reference });
    return isMoved ? box.length : 0;
  } finally {
    if (!isMoved) await abandon(db, name);
  }
}

/** False if the row changed meanwhile, or the move took so long that its object is being removed. */
async function refer({
  db,
  name,
  row,
  box,
  reference,
}: {
  db: Db;
  name: string;
  row: FileRow;
  box: Buffer;
  reference: Buffer;
}): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const written = await tx
      .selectFrom("files")
      .select("name")
      .where("name", "=", name)
      .where("state", "=", "writing")
      .forUpdate()
      .executeTakeFirst();
    if (written === undefined) return false;
    if (!(await replaceStored(tx, row, { previousSha256: sha256(box), next: reference }))) return false;
    await tx
      .updateTable("files")
      .set({ state: "kept", source: null, since: sql<Date>`now()` })
      .where("name", "=", name)
      .execute();
    return true;
  });
}

/** The object is not referred to; it may exist. If the commit of the reference was in doubt, it stays. */
async function abandon(db: Db, name: string): Promise<void> {
  await db
    .updateTable("files")
    .set({ state: "abandoned", source: null, since: sql<Date>`now()` })
    .where("name", "=", name)
    .where("state", "=", "writing")
    .execute();
}
