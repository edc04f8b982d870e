import { kycSessionId, type ProjectId, type SubjectId } from "@countersign/wire";
import type { Actor } from "../../../access/index.ts";
import { forgetChecks } from "../../../checks/index.ts";
import type { Tx } from "../../../db/index.ts";
import { cancelForSubject, eraseNamed } from "../../../delivery/index.ts";
import { forgetDocuments, lockDocumentsOf } from "../../../documents/index.ts";
import { forgetSignatures } from "../../../e-signing/index.ts";
import { eraseUserOf } from "../../../operations/index.ts";
import { removeRecordsOf } from "../../../registry/index.ts";
import { forgetUsers, lockUsersOf } from "../../../users/index.ts";
import { type Erasing, redactSubject, type VerificationDeps } from "../../../verification/index.ts";
import { forgetVideoCalls } from "../../../video-calls/index.ts";
import type { HttpDeps } from "../../deps.ts";

/** Erases a person with everything that the modules store about them. */
export function erasingWith(deps: HttpDeps): VerificationDeps & Erasing {
  return {
    ...deps.verification,
    cancelDeliveries: (tx, keyId) => cancelForSubject(deps, tx, keyId),
    async lockOthers(tx, subjectId) {
      await lockUsersOf(tx, subjectId);
      await lockDocumentsOf(tx, subjectId);
    },
    async forgetOthers(tx, subjectId) {
      for (const { projectId, name } of await namesOf(tx, subjectId))
        await eraseNamed(deps, tx, projectId, name);
      await forgetChecks(tx, subjectId);
      await forgetSignatures(tx, subjectId);
      await forgetVideoCalls(tx, subjectId);
      await forgetUsers(tx, subjectId);
      return forgetDocuments(tx, subjectId);
    },
  };
}

/**
 * Completes the erasure of a subject of any kind whose key is destroyed already: in a store that was restored to a time
 * before it.
 */
export async function eraseAll(deps: HttpDeps, tx: Tx, subjectId: SubjectId, actor: Actor): Promise<void> {
  await redactSubject(erasingWith(deps), tx, subjectId, actor);
  await eraseUserOf(deps, tx, subjectId);
  await removeRecordsOf(tx, subjectId);
}

/** The names of the person in events that callers recorded: ids of their sessions and users. */
async function namesOf(tx: Tx, subjectId: SubjectId): Promise<{ projectId: ProjectId; name: string }[]> {
  const sessions = await tx
    .selectFrom("sessions")
    .select(["id", "projectId"])
    .where("subjectId", "=", subjectId)
    .execute();
  const users = await tx
    .selectFrom("users")
    .select(["id", "projectId"])
    .where("subjectId", "=", subjectId)
    .execute();
  return [
    ...sessions.flatMap(({ id, projectId }) => [
      { projectId, name: id },
      { projectId, name: kycSessionId(id) },
    ]),
    ...users.map(({ id, projectId }) => ({ projectId, name: String(id) })),
  ];
}
