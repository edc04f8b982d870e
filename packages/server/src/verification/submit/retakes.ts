import type { CaptureKind, RetakeReason, SessionId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";

/** A picture that the applicant is asked for again. */
export interface Retake {
  kind: CaptureKind;
  reason: RetakeReason;
  askedBy: "checks" | "reviewer";
  /** How often this picture has been asked for again so far. */
  count: number;
}

/** What is asked for again and has not been taken since, the latest reason for each picture. */
export async function openRetakes(db: Db, sessionId: SessionId): Promise<Retake[]> {
  const rows = await db
    .selectFrom("sessionRetakes")
    .select(["kind", "reason", "askedBy", "doneAt"])
    .where("sessionId", "=", sessionId)
    .orderBy("number", "desc")
    .execute();
  const seen = new Set<CaptureKind>();
  return rows.flatMap(({ kind, reason, askedBy, doneAt }) => {
    if (doneAt !== null || seen.has(kind)) return [];
    seen.add(kind);
    return [{ kind, reason, askedBy, count: rows.filter((row) => row.kind === kind).length }];
  });
}

/** How often checks have asked for a picture again since it was last asked for by a person, or at all. */
export async function countRetakes(tx: Tx, sessionId: SessionId, kind: CaptureKind): Promise<number> {
  const rows = await tx
    .selectFrom("sessionRetakes")
    .select("askedBy")
    .where("sessionId", "=", sessionId)
    .where("kind", "=", kind)
    .orderBy("number", "desc")
    .execute();
  const byPerson = rows.findIndex(({ askedBy }) => askedBy === "reviewer");
  return byPerson < 0 ? rows.length : byPerson;
}

/** Asks for a picture again, in the transaction of the step. The session is locked. */
export async function askForRetake(
  tx: Tx,
  sessionId: SessionId,
  asked: Pick<Retake, "kind" | "reason" | "askedBy">,
  at: Date,
): Promise<void> {
  const last = await tx
    .selectFrom("sessionRetakes")
    .select(({ fn }) => fn.max<number | null>("number").as("number"))
    .where("sessionId", "=", sessionId)
    .executeTakeFirst();
  await tx
    .insertInto("sessionRetakes")
    .values({ sessionId, number: (last?.number ?? 0) + 1, ...asked, createdAt: at })
    .execute();
}

/** Notes that a picture was taken: it isn't asked for again any more. */
export async function closeRetakes(tx: Tx, sessionId: SessionId, kind: CaptureKind, at: Date): Promise<void> {
  await tx
    .updateTable("sessionRetakes")
    .set({ doneAt: at })
    .where("sessionId", "=", sessionId)
    .where("kind", "=", kind)
    .where("doneAt", "is", null)
    .execute();
}
