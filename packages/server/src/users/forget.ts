import type { SubjectId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";

/**
 * Locks the subject's users: after sessions and reviews, before documents and the subject itself.
 */
export async function lockUsersOf(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .selectFrom("users")
    .select("id")
    .where("subjectId", "=", subjectId)
    .orderBy("id")
    .forUpdate()
    .execute();
}

/** Removes the data and search hashes of the subject's users. Ids and levels stay. */
export async function forgetUsers(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .updateTable("users")
    .set({
      fieldsSealed: null,
      reviewCommentSealed: null,
      accessTagIndex: null,
      userTagIndex: null,
      emailIndex: null,
      reviewTagIndex: null,
      nextReviewOn: null,
    })
    .where("subjectId", "=", subjectId)
    .execute();
}
