import type { Db } from "../db/index.ts";
import type { SealingKey } from "../sealing/index.ts";
import type { UsersDeps } from "./deps.ts";
import type { UserFields } from "./fields.ts";
import type { User } from "./user.ts";

/** Selects users that were not erased. Lock `of("users")` alone. */
export function selectUsers(db: Db) {
  return db
    .selectFrom("users")
    .innerJoin("projects", "projects.id", "users.projectId")
    .innerJoin("subjects", "subjects.id", "users.subjectId")
    .where("subjects.erasedAt", "is", null)
    .select([
      "users.id",
      "users.projectId",
      "projects.clientId",
      "users.subjectId",
      "users.fieldsSealed",
      "users.kycLevel",
      "users.kycReview",
      "users.reviewType",
      "users.reviewTagIndex",
      "users.reviewCommentSealed",
      "users.requestedAt",
      "users.reviewedAt",
      "users.nextReviewOn",
      "users.frozenAt",
      "users.canceledAt",
      "users.createdAt",
      "users.modifiedAt",
    ]);
}

type UserRow = Awaited<ReturnType<ReturnType<typeof selectUsers>["execute"]>>[number];

/**
 * A user, decrypted; null once erased. The casts state what the columns' checks and this module's
 * writes guarantee.
 */
export async function userOf(
  deps: Pick<UsersDeps, "keyring">,
  db: Db,
  row: UserRow | undefined,
): Promise<User | null> {
  if (row === undefined || row.fieldsSealed === null) return null;
  const key = await deps.keyring.subjectKey(db, row.subjectId);
  if (key === null) return null;
  const comment = row.reviewCommentSealed && key.unseal(row.reviewCommentSealed, commentContext(row.id));
  return {
    id: row.id,
    projectId: row.projectId,
    clientId: row.clientId,
    subjectId: row.subjectId,
    fields: JSON.parse(key.unseal(row.fieldsSealed, fieldsContext(row.id)).toString()) as UserFields,
    kyc: {
      level: row.kycLevel,
      review: row.kycReview,
      type: row.reviewType,
      comment: comment?.toString() ?? "",
      requestedAt: row.requestedAt,
      reviewedAt: row.reviewedAt,
      nextReviewDate: row.nextReviewOn,
      tagIndex: row.reviewTagIndex,
    },
    frozenAt: row.frozenAt,
    canceledAt: row.canceledAt,
    createdAt: row.createdAt,
    modifiedAt: row.modifiedAt,
  };
}

export function sealFields(key: SealingKey, id: number, fields: UserFields): Buffer {
  return key.seal(JSON.stringify(fields), fieldsContext(id));
}

export function sealComment(key: SealingKey, id: number, comment: string): Buffer {
  return key.seal(comment, commentContext(id));
}

function fieldsContext(id: number): string {
  return `user:${id}:fields`;
}

function commentContext(id: number): string {
  return `user:${id}:review-comment`;
}
