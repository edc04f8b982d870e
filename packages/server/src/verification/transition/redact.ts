import type { ProjectId, SessionId, SubjectId } from "@countersign/wire";
import { type Actor, audit } from "../../access/index.ts";
import { anyOf, type Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { storedSession } from "../session/row.ts";
import type { Session } from "../session/session.ts";
import { applyTrigger } from "./transition.ts";

/** What an erasure does with what other modules keep of the person. */
export interface Erasing {
  /** Voids what is still on its way and sealed with a key; resolves to how much that was. Called after the erasure. */
  cancelDeliveries: (tx: Tx, keyId: string) => Promise<number>;
  /** Locks other rows of the subject, after its sessions and reviews and before the subject itself. */
  lockOthers?: (tx: Tx, subjectId: SubjectId) => Promise<void>;
  /** Removes what these rows hold; resolves to how many documents that were. */
  forgetOthers?: (tx: Tx, subjectId: SubjectId) => Promise<number>;
}

/** How much of a person went with them. */
export type Redacted = { sessions: number; documents: number; cancelledDeliveries: number };

export type RedactResult = ({ kind: "redacted"; session: Session } & Redacted) | { kind: "unknown" };

/**
 * Erases the person behind a session from the project: every open session of theirs is aborted, their key is
 * destroyed (and with it every payload, picture and comment it sealed), their pending deliveries are
 * cancelled. What names nobody stays: states, times, reasons, ids. Doing it again changes nothing more.
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
 * Erases a person by their subject, with all that this module and the deliveries have of them: as
 * {@link redactSession}, for somebody who may have no session. Leaves no audit record: the caller's is one.
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
  // Asked again: whoever was starting a session of this person held the key, and has committed it by now.
  const ids = await lockSessionsOf(tx, subjectId);
  await forgetSessions(deps, tx, ids, actor);
  await forgetUser(deps, tx, subjectId);
  const documents = (await deps.forgetOthers?.(tx, subjectId)) ?? 0;
  const cancelledDeliveries = await deps.cancelDeliveries(tx, subjectId);
  return { sessions: ids.length, documents, cancelledDeliveries };
}

/**
 * The session, locked with every other of its person. Sessions are locked before their subject everywhere, and
 * in the order of their ids here, so that nobody waits in a circle.
 */
async function lockWithOthers(
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
): Promise<Session | null> {
  const seen = await storedSession(tx, target.projectId, target.id);
  if (seen === null) return null;
  if (seen.subjectId !== null) await lockSessionsOf(tx, seen.subjectId);
  else await tx.selectFrom("sessions").select("id").where("id", "=", seen.id).forUpdate().execute();
  // A direct session may have learnt its subject before it could be locked.
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
  return rows.map((row) => row.id as SessionId);
}

/** What is being decided or coming due now is waited for: it holds its review, or its date, and then the subject. */
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

/** Ends what is open. Without the key none of this can be read again; it need not lie around either. */
async function forgetSessions(
  deps: VerificationDeps,
  tx: Tx,
  sessionIds: SessionId[],
  actor: Actor,
): Promise<void> {
  if (sessionIds.length === 0) return;
  for (const id of sessionIds) await applyTrigger(deps, tx, { id }, { type: "abort" }, actor);
  await tx.deleteFrom("sessionCaptures").where("sessionId", "=", anyOf(sessionIds)).execute();
  await tx
    .updateTable("reviews")
    .set({ commentSealed: null, notesSealed: null, identitySealed: null })
    .where("sessionId", "=", anyOf(sessionIds))
    .execute();
  await tx
    .updateTable("sessions")
    .set({ personSealed: null, dataSealed: null, redactedAt: new Date(deps.clock()) })
    .where("id", "=", anyOf(sessionIds))
    .where("redactedAt", "is", null)
    .execute();
}

/** Nobody is reviewed, now or later, of whom nothing is left. */
async function forgetUser(deps: VerificationDeps, tx: Tx, subjectId: SubjectId): Promise<void> {
  await tx.deleteFrom("reviewSchedule").where("subjectId", "=", subjectId).execute();
  const reviews = tx.updateTable("reviews").where("subjectId", "=", subjectId).where("kind", "=", "user");
  await reviews.set({ commentSealed: null, notesSealed: null, identitySealed: null }).execute();
  await reviews
    .set({ state: "withdrawn", decidedAt: new Date(deps.clock()) })
    .where("state", "=", "open")
    .execute();
}
