import type { Clock, ProjectId } from "@countersign/wire";
import { afterCommit, type Tx } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { cancelForSubject } from "./for-subject.ts";

/** What went with a subject that callers name. */
export type ErasedNamed = { subjectIds: string[]; cancelledDeliveries: number };

/**
 * Erases a subject that the project's events, interceptions or gateway calls name: destroys the key of what was sealed
 * for it, and cancels what is on its way. Null where nothing is sealed for such a subject, or not any more. What the
 * service keeps of a person by itself (sessions, users) is erased by them.
 */
export async function eraseNamed(
  deps: { clock: Clock; keyring: Pick<Keyring, "findNamed" | "eraseSubject" | "forgetNames"> },
  tx: Tx,
  projectId: ProjectId,
  subject: string,
): Promise<ErasedNamed | null> {
  const id = await deps.keyring.findNamed(tx, projectId, subject);
  if (id === null) return null;
  const subjectIds = await deps.keyring.eraseSubject(tx, id);
  afterCommit(tx, () => deps.keyring.forgetNames(projectId, [subject]));
  let cancelledDeliveries = 0;
  for (const each of subjectIds) cancelledDeliveries += await cancelForSubject(deps, tx, each);
  return { subjectIds, cancelledDeliveries };
}
