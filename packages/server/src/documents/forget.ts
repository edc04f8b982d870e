import type { SubjectId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";

/** Locks the documents of the subject's users: after the users, before the subject itself. */
export async function lockDocumentsOf(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .selectFrom("documents")
    .innerJoin("users", "users.id", "documents.userId")
    .select("documents.id")
    .where("users.subjectId", "=", subjectId)
    .orderBy("documents.id")
    .forUpdate("documents")
    .execute();
}

/** Removes the files and fields of the subject's documents; resolves to their number. */
export async function forgetDocuments(tx: Tx, subjectId: SubjectId): Promise<number> {
  const files = await tx
    .updateTable("documents")
    .set({
      fieldsSealed: null,
      contentSealed: null,
      accessTagIndex: null,
      // The column is not null and unique: a value that no file and no other document has.
      contentIndex: sql<Buffer>`int8send(id)`,
    })
    .where("userId", "in", (users) =>
      users.selectFrom("users").select("id").where("subjectId", "=", subjectId),
    )
    .executeTakeFirst();
  return Number(files.numUpdatedRows);
}
