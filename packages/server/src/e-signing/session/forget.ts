import type { SubjectId } from "@countersign/wire";
import type { Tx } from "../../db/index.ts";

/** Removes what a person's sessions signed or were to sign. Part of an erasure, which has the sessions locked. */
export async function forgetSignatures(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .updateTable("eSignatures")
    .set({ detailsSealed: null, documentSealed: null, signedSealed: null, codeSealed: null })
    .where("sessionId", "in", tx.selectFrom("sessions").select("id").where("subjectId", "=", subjectId))
    .execute();
}
