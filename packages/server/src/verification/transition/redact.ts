import type { ProjectId, SessionId, SubjectId } from "@countersign/wire";
import { type Actor, audit } from "../../access/index.ts";
import { anyOf, type Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { storedSession } from "../session/row.ts";
import type { Session } from "../session/session.ts";
import { applyTrigger } from "./transition.ts";

/** How an erasure removes what other modules store about the person. */
export interface Erasing {
  /** Cancels pending deliveries sealed with a key; resolves to their number. Called after the erasure. */
  cancelDeliveries: (tx: Tx, keyId: string) => Promise<number>;
  /** Locks other rows of the subject, after its sessions and reviews and before the subject itself. */
  lockOthers?: (tx: Tx, subjectId: SubjectId) => Promise<void>;
  /** Removes the contents of these rows; resolves to the number of documents. */
  forgetOthers?: (tx: Tx, subjectId: SubjectId) => Promise<number>;
}

/** How much was erased with a person. */
export type Redacted = { sessions: number; documents: number; cancelledDeliveries: number };

export type RedactResult = ({ kind: "redacted"; session: Session } & Redacted) | { kind: "unknown" };

/**
 * Erases the person behind a session from the project: every open session of theirs is aborted, their key is
 * destroyed (and with it every payload, picture and comment it sealed), their pending deliveries are
 * cancelled. What names nobody stays: states, times, reasons, ids. Repeating it changes nothing.
 */
export async function redactSession(
  deps: VerificationDeps & Erasing,
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
  actor: Actor,
): Promise<RedactResult> {
  const session = await lockWithOthers(tx, target);
  if (session === null) return { kind: "unknown" };
  const { subjectId } = session;
  if (subjectId === null) await forgetSessions(deps, tx, [session.id], actor);
  const details =
    subjectId === null
      ? { sessions: 1, documents: 0, cancelledDeliveries: 0 }
      : await redactSubject(deps, tx, subjectId, actor);
  const { projectId } = session;
  await audit(deps, tx, { actor, action: "session.redact", projectId, target: session.id, details });
  const left = await storedSession(tx, null, session.id);
  if (left === null) throw new Error(`session ${session.id} vanished in the transaction that redacted it`);
  return { kind: "redacted", session: left, ...details };
}

/**
 * Erases a person by subject, including sessions, reviews and deliveries: as {@link redactSession}, for a person who
 * may have no session. Writes no audit record: that is the caller's.
 */
export async function redactSubject(
  deps: VerificationDeps & Erasing,
  tx: Tx,
  subjectId: SubjectId,
  actor: Actor,
): Promise<Redacted> {
  // In this order everywhere: sessions, reviews, users, documents, the subject.
  await lockSessionsOf(tx, subjectId);
  await lockReviewsOf(tx, subjectId);
  await deps.lockOthers?.(tx, subjectId);
  await deps.keyring.eraseSubject(tx, subjectId);
  // Read again: a concurrent start of a session of this person held the key and has committed by now.
  const ids = await lockSessionsOf(tx, subjectId);
  await forgetSessions(deps, tx, ids, actor);
  await forgetUser(deps, tx, subjectId);
  const documents = (await deps.forgetOthers?.(tx, subjectId)) ?? 0;
  const cancelledDeliveries = await deps.cancelDeliveries(tx, subjectId);
  return { sessions: ids.length, documents, cancelledDeliveries };
}

/**
 * Locks the session with every other session of the same person. Sessions are always locked before their subject,
 * and here in the order of their ids, so that there is no deadlock.
 */
async function lockWithOthers(
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
): Promise<Session | null> {
  const seen = await storedSession(tx, target.projectId, target.id);
  if (seen === null) return null;
  if (seen.subjectId !== null) await lockSessionsOf(tx, seen.subjectId);
  else await tx.selectFrom("sessions").select("id").where("id", "=", seen.id).forUpdate().execute();
  // A direct session may have got its subject before it was locked.
  return storedSession(tx, null, seen.id);
}

async function lockSessionsOf(tx: Tx, subjectId: SubjectId): Promise<SessionId[]> {
  const rows = await tx
    .selectFrom("sessions")
    .select("id")
    .where("subjectId", "=", subjectId)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Waits for concurrent decisions and due reviews: they lock the review or its date, then the subject. */
async function lockReviewsOf(tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx
    .selectFrom("reviewSchedule")
    .select("userId")
    .where("subjectId", "=", subjectId)
    .orderBy("userId")
    .forUpdate()
    .execute();
  await tx
    .selectFrom("reviews")
    .select("id")
    .where("subjectId", "=", subjectId)
    .orderBy("id")
    .forUpdate()
    .execute();
}

const nothingWritten = {
  commentSealed: null,
  notesSealed: null,
  overrideSealed: null,
  identitySealed: null,
} as const;

/** Ends open sessions and deletes the sealed data, which is unreadable without the key anyway. */
async function forgetSessions(
  deps: VerificationDeps,
  tx: Tx,
  sessionIds: SessionId[],
  actor: Actor,
): Promise<void> {
  if (sessionIds.length === 0) return;
  for (const id of sessionIds) await applyTrigger(deps, tx, { id }, { type: "abort" }, actor);
  await tx.deleteFrom("sessionCaptures").where("sessionId", "=", anyOf(sessionIds)).execute();
  await tx.updateTable("reviews").set(nothingWritten).where("sessionId", "=", anyOf(sessionIds)).execute();
  await tx
    .updateTable("sessions")
    .set({ personSealed: null, dataSealed: null, redactedAt: new Date(deps.clock()) })
    .where("id", "=", anyOf(sessionIds))
    .where("redactedAt", "is", null)
    .execute();
}

/** An erased person is not reviewed any more: withdraws the open review and removes the schedule. */
async function forgetUser(deps: VerificationDeps, tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx.deleteFrom("reviewSchedule").where("subjectId", "=", subjectId).execute();
  const reviews = tx.updateTable("reviews").where("subjectId", "=", subjectId).where("kind", "=", "user");
  await reviews.set(nothingWritten).execute();
  await reviews
    .set({ state: "withdrawn", decidedAt: new Date(deps.clock()) })
    .where("state", "=", "open")
    .execute();
}
