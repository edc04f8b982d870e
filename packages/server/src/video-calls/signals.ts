import type { SessionId, SubjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { Keyring, SealingKey } from "../sealing/index.ts";
import type { Session } from "../verification/index.ts";

/** A session whose call this is. */
type Called = Pick<Session, "id" | "subjectId">;

/** One connection of the two browsers: an offer of the agent's, and the applicant's answer to it (SDP). */
export interface VideoRound {
  /** Chosen by the agent's page, anew for each connection. */
  round: string;
  offer: string;
  /** Null until the applicant's page has answered. */
  answer: string | null;
  /** The applicant's page lost the connection, or is another one than has answered. */
  again: boolean;
}

/** The current round of a session; null: the agent has not called, has hung up, or the person was erased. */
export async function currentRound(
  deps: { keyring: Keyring },
  db: Db,
  session: Called,
): Promise<VideoRound | null> {
  const key = session.subjectId && (await deps.keyring.subjectKey(db, session.subjectId));
  if (!key) return null;
  const row = await db
    .selectFrom("videoCalls")
    .select(["round", "offerSealed", "answerSealed", "again"])
    .where("sessionId", "=", session.id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { round, offerSealed, answerSealed, again } = row;
  return {
    round,
    offer: unsealed(key, session.id, round, "offer", offerSealed),
    answer: answerSealed && unsealed(key, session.id, round, "answer", answerSealed),
    again,
  };
}

/** Begins a round in place of the previous one. Resolves to false if the person was erased. */
export async function beginRound(
  deps: { keyring: Keyring; clock: () => number },
  tx: Tx,
  session: Called,
  { round, offer }: Pick<VideoRound, "round" | "offer">,
): Promise<boolean> {
  const key = session.subjectId && (await deps.keyring.subjectKey(tx, session.subjectId));
  if (!key) return false;
  const begun = {
    round,
    offerSealed: key.seal(offer, sealedAs(session.id, round, "offer")),
    answerSealed: null,
    again: false,
    changedAt: new Date(deps.clock()),
  };
  await tx
    .insertInto("videoCalls")
    .values({ sessionId: session.id, ...begun })
    .onConflict((conflict) => conflict.column("sessionId").doUpdateSet(begun))
    .execute();
  return true;
}

/** Answers a round, once. Resolves to false if it is over, answered, or the person was erased. */
export async function answerRound(
  deps: { keyring: Keyring; clock: () => number },
  tx: Tx,
  session: Called,
  { round, answer }: { round: string; answer: string },
): Promise<boolean> {
  const key = session.subjectId && (await deps.keyring.subjectKey(tx, session.subjectId));
  if (!key) return false;
  const { numUpdatedRows } = await tx
    .updateTable("videoCalls")
    .set({
      answerSealed: key.seal(answer, sealedAs(session.id, round, "answer")),
      changedAt: new Date(deps.clock()),
    })
    .where("sessionId", "=", session.id)
    .where("round", "=", round)
    .where("answerSealed", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The applicant's page wants another round than this one. No error if there is one already. */
export async function wantAnotherRound(tx: Tx, sessionId: SessionId, round: string): Promise<void> {
  await tx
    .updateTable("videoCalls")
    .set({ again: true })
    .where("sessionId", "=", sessionId)
    .where("round", "=", round)
    .execute();
}

/** The agent hangs up. No error if there was no call. */
export async function endRounds(tx: Tx, sessionId: SessionId): Promise<void> {
  await tx.deleteFrom("videoCalls").where("sessionId", "=", sessionId).execute();
}

/** Deletes what the browsers of a person's calls exchanged. Part of an erasure, which has the sessions locked. */
export async function forgetVideoCalls(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .deleteFrom("videoCalls")
    .where("sessionId", "in", tx.selectFrom("sessions").select("id").where("subjectId", "=", subjectId))
    .execute();
}

const keptMs = 60 * 60_000;

/** Deletes what was last exchanged an hour before `now`, by a clock that nothing can set forward. */
export async function forgetOldRounds(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom("videoCalls")
    .where("changedAt", "<", new Date(now - keptMs))
    .execute();
}

function sealedAs(id: SessionId, round: string, what: "offer" | "answer"): string {
  return `video-call:${id}:${round}:${what}`;
}

function unsealed(
  key: SealingKey,
  id: SessionId,
  round: string,
  what: "offer" | "answer",
  sealed: Buffer,
): string {
  return key.unseal(sealed, sealedAs(id, round, what)).toString();
}
