import type { ProjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { subjectOf } from "../session/person.ts";
import type { SessionPerson } from "../session/session.ts";

/**
 * Whether the project has identified this person successfully: the condition of a `verification` session,
 * the shorter check of somebody known.
 */
export async function wasIdentified(
  deps: Pick<VerificationDeps, "keyring">,
  tx: Tx,
  projectId: ProjectId,
  person: SessionPerson,
): Promise<boolean> {
  const subject = await subjectOf(deps.keyring, tx, projectId, person);
  const earlier = await tx
    .selectFrom("sessions")
    .select("id")
    .where("subjectId", "=", subject.id)
    .where("projectId", "=", projectId)
    .where("method", "=", "identification")
    .where("state", "=", "succeeded")
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}
