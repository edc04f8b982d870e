import { sql } from "kysely";
import type { Tx } from "../db/index.ts";

/** Locks the documents of the users who are this subject: after the users, before the subject itself. */
export async function lockDocumentsOf(tx: Tx, subjectId: string): Promise<void> {
  await tx
    .selectFrom("documents")
    .innerJoin("users", "users.id", "documents.userId")
    .select("documents.id")
    .where("users.subjectId", "=", subjectId)
    .orderBy("documents.id")
    .forUpdate("documents")
    .execute();
}

/** Removes the files of the users who are this subject, and what is said of them; resolves to how many there were. */
export async function forgetDocuments(tx: Tx, subjectId: string): Promise<number> {
  const files = await tx
    .updateTable("documents")
    .set({
      fieldsSealed: null,
      contentSealed: null,
      accessTagIndex: null,
      // The column wants a value: one that no file has, and no other document.
      contentIndex: sql<Buffer>`int8send(id)`,
    })
    .where("userId", "in", (users) =>
      users.selectFrom("users").select("id").where("subjectId", "=", subjectId),
    )
    .executeTakeFirst();
  return Number(files.numUpdatedRows);
}
