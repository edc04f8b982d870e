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

/** How far an erasure is: the key is destroyed, what it sealed removed, its bytes overwritten. */
export type ErasureStatus = "started" | "cleared" | "scrubbed";

export function erasureStatus({ clearedAt, scrubbedAt }: Erasure): ErasureStatus {
  return scrubbedAt !== null ? "scrubbed" : clearedAt !== null ? "cleared" : "started";
}

/** Which erasures to list: any of the values of each filter; absent, all. Keys destroyed in `[from, to)`. */
export interface ErasureFilter {
  status?: readonly ErasureStatus[] | undefined;
  subjectId?: readonly string[] | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A page of erasures by subject, newest subjects first: at most `limit`, older than the subject `before`. */
export function listErasures(
  db: Db,
  { status, subjectId, from, to }: ErasureFilter,
  page: { before?: string | undefined; limit: number },
): Promise<Erasure[]> {
  let rows = db
    .selectFrom("erasures")
    .select(["subjectId", "erasedAt", "clearedAt", "scrubbedAt"])
    .orderBy("subjectId", "desc")
    .limit(page.limit);
  if (status !== undefined) {
    rows = rows.where(({ or, and, eb }) =>
      or(
        status.map((one) =>
          one === "scrubbed"
            ? eb("scrubbedAt", "is not", null)
            : and([eb("scrubbedAt", "is", null), eb("clearedAt", one === "cleared" ? "is not" : "is", null)]),
        ),
      ),
    );
  }
  if (subjectId !== undefined) rows = rows.where("subjectId", "in", subjectId.map(unproven));
  if (from !== undefined) rows = rows.where("erasedAt", ">=", from);
  if (to !== undefined) rows = rows.where("erasedAt", "<", to);
  if (page.before !== undefined) rows = rows.where("subjectId", "<", unproven(page.before));
  return rows.execute();
}
