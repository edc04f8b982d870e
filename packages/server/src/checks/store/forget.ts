import type { SubjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/**
 * Removes what the checks of a person's sessions saw, and the hashes by which it would be recognised. Verdicts stay:
 * they name nobody. Part of an erasure, which has the sessions locked.
 */
export async function forgetChecks(tx: Tx, subjectId: SubjectId): Promise<void> {
  const sessions = tx.selectFrom("sessions").select("id").where("subjectId", "=", subjectId);
  const checks = tx.selectFrom("checks").select("id").where("sessionId", "in", sessions);
  await tx.deleteFrom("checkPictures").where("checkId", "in", checks).execute();
  await tx
    .updateTable("checks")
    .set({ evidenceSealed: null })
    .where("sessionId", "in", sessions)
    .where("evidenceSealed", "is not", null)
    .execute();
  await tx.deleteFrom("checkMarks").where("subjectId", "=", subjectId).execute();
}
