import type { Clock, ProjectId } from "@countersign/wire";
import { afterCommit, type Tx } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { cancelForSubject } from "./for-subject.ts";

/** What was erased with a subject that callers name. */
export type ErasedNamed = { subjectIds: string[]; cancelledDeliveries: number };

/**
 * Erases a subject that the project's events, interceptions or gateway calls name: destroys the key
 * of what was sealed for it, and cancels its pending deliveries. Null if nothing is sealed for such
 * a subject, or no longer. What the service itself keeps of a person (sessions, users) is erased
 * with that session or user.
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
