import type { SubjectId } from "@countersign/wire";
import { anyOf, type Db, inTransaction } from "../db/index.ts";
import { eraseStored } from "./subject-store.ts";

/**
 * Destroys the keys of those of these subjects that the store still has: it was restored to a time before they were
 * erased. Needs no master key. What else an erasure removes is left to the service, as `erasures.repeating`.
 *
 * @returns how many there were.
 */
export async function repeatErasures(db: Db, subjectIds: readonly SubjectId[], at: Date): Promise<number> {
  const present = await db
    .selectFrom("subjects")
    .select("id")
    .where("id", "=", anyOf(subjectIds))
    .where("erasedAt", "is", null)
    .execute();
  for (const { id } of present) {
    await inTransaction(db, async (tx) => {
      await eraseStored(tx, id, at);
      await tx.updateTable("erasures").set({ repeating: true }).where("subjectId", "=", id).execute();
    });
  }
  return present.length;
}
