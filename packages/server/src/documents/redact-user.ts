import type { ProjectId } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import { numberOf } from "../users/index.ts";
import { type Erasing, redactSubject, type VerificationDeps } from "../verification/index.ts";

/** How much was erased with a user. */
export interface RedactedUser {
  projectId: ProjectId;
  documents: number;
  sessions: number;
  cancelledDeliveries: number;
}

/**
 * Erases a user from their project: the key that seals their data, their fields and files, their
 * sessions' data. Open sessions and reviews are ended, pending deliveries cancelled. The id and the
 * history stay. Null if there is no such user, or `maySee` denies their project.
 */
export async function redactUser(
  deps: VerificationDeps & Erasing,
  tx: Tx,
  id: string,
  actor: Actor,
  maySee: (projectId: ProjectId) => boolean = () => true,
): Promise<RedactedUser | null> {
  const number = numberOf(id);
  if (number === null) return null;
  const row = await tx
    .selectFrom("users")
    .select(["projectId", "subjectId"])
    .where("id", "=", number)
    .executeTakeFirst();
  if (row === undefined || !maySee(row.projectId)) return null;
  const projectId = row.projectId;
  const details = await redactSubject(deps, tx, row.subjectId, actor);
  await audit(deps, tx, { actor, action: "user.redact", projectId, target: id, details });
  return { projectId, ...details };
}
