import type { SubjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/** Removes the records that this subject's key sealed, which is destroyed. */
export async function removeRecordsOf(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx.deleteFrom("registryPeople").where("subjectId", "=", subjectId).execute();
  await tx.deleteFrom("registryCrossings").where("subjectId", "=", subjectId).execute();
}
