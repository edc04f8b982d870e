import type { ProjectId, SubjectId } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import { numberOf } from "../users/index.ts";
import { type CancelDeliveries, redactSubject, type VerificationDeps } from "../verification/index.ts";

/** How much of a user went with them. */
export interface RedactedUser {
  projectId: ProjectId;
  documents: number;
  sessions: number;
  cancelledDeliveries: number;
}

/**
 * Erases a user from their project: the key that seals all that is theirs, their fields and files, their sessions'
 * data; what is open is ended, what is on its way cancelled. Their id and what happened stay. Null if there is none.
 */
export async function redactUser(
  deps: VerificationDeps & { cancelDeliveries: CancelDeliveries },
  tx: Tx,
  id: string,
  actor: Actor,
): Promise<RedactedUser | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await tx
    .selectFrom("users")
    .select(["projectId", "subjectId"])
    .where("id", "=", number)
    .executeTakeFirst();
  if (row === undefined) return null;
  const projectId = row.projectId as ProjectId;
  // Sessions and reviews are locked before users everywhere.
  const redacted = await redactSubject(deps, tx, row.subjectId as SubjectId, actor);
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
    .where("id", "=", number)
    .execute();
  const files = await tx
    .updateTable("documents")
    .set({ fieldsSealed: null, contentSealed: null, accessTagIndex: null })
    .where("userId", "=", number)
    .executeTakeFirst();
  const details = { documents: Number(files.numUpdatedRows), ...redacted };
  await audit(deps, tx, { actor, action: "user.redact", projectId, target: id, details });
  return { projectId, ...details };
}
