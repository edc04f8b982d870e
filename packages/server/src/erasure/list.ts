import type { SubjectId } from "@countersign/wire";
import { type Db, unproven } from "../db/index.ts";

/** The progress of a subject's erasure. */
export interface Erasure {
  subjectId: SubjectId;
  erasedAt: Date;
  /** When the data sealed by its key was removed. */
  clearedAt: Date | null;
  /** When the bytes of the key and of keyed hashes were gone from the database's files. */
  scrubbedAt: Date | null;
}

/** A page of erasures by subject, newest subjects first: at most `limit`, older than the subject `before`. */
export function listErasures(
  db: Db,
  page: { before?: string | undefined; limit: number },
): Promise<Erasure[]> {
  let rows = db
    .selectFrom("erasures")
    .select(["subjectId", "erasedAt", "clearedAt", "scrubbedAt"])
    .orderBy("subjectId", "desc")
    .limit(page.limit);
  if (page.before !== undefined) rows = rows.where("subjectId", "<", unproven(page.before));
  return rows.execute();
}
