import type { ProjectId, SessionId, SubjectId } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { lockSession } from "./read.ts";
import { storedSession } from "./row.ts";
import type { Session } from "./session.ts";
import { applyTrigger } from "./transition.ts";

/** Voids what is still on its way and sealed with a key; resolves to how much that was. Given by delivery, called after the erasure. */
export type CancelDeliveries = (tx: Tx, keyId: string) => Promise<number>;

export type RedactResult =
  | { kind: "redacted"; session: Session; sessions: number; cancelledDeliveries: number }
  | { kind: "unknown" };

/**
 * Erases the person behind a session from the project: every open session of theirs is aborted, their key is
 * destroyed (and with it every payload, picture and comment it sealed), their pending deliveries are
 * cancelled. What names nobody stays: states, times, reasons, ids. Doing it again changes nothing more.
 */
export async function redactSession(
  deps: VerificationDeps & { cancelDeliveries: CancelDeliveries },
  tx: Tx,
  target: { projectId: ProjectId | null; id: string },
  actor: Actor,
): Promise<RedactResult> {
  const seen = await storedSession(tx, target.projectId, target.id);
  if (seen === null) return { kind: "unknown" };
  // The key goes first: whoever is starting a session of this person holds it, so that none is missed below.
  if (seen.subjectId !== null) await deps.keyring.eraseSubject(tx, seen.subjectId);
  const session = await lockSession(deps, tx, null, seen.id);
  if (session === null) return { kind: "unknown" };
  // A direct session may have learnt its subject meanwhile.
  if (session.subjectId !== null && seen.subjectId === null) {
    await deps.keyring.eraseSubject(tx, session.subjectId);
  }
  const ids = session.subjectId === null ? [session.id] : await sessionsOf(tx, session.subjectId);
  for (const id of ids) await applyTrigger(deps, tx, { id }, { type: "abort" }, actor);
  await forget(deps, tx, ids);
  const cancelledDeliveries =
    session.subjectId === null ? 0 : await deps.cancelDeliveries(tx, session.subjectId);
  const details = { sessions: ids.length, cancelledDeliveries };
  const { projectId } = session;
  await audit(deps, tx, { actor, action: "session.redact", projectId, target: session.id, details });
  const left = await storedSession(tx, null, session.id);
  if (left === null) throw new Error(`session ${session.id} vanished in the transaction that redacted it`);
  return { kind: "redacted", session: left, ...details };
}

async function sessionsOf(tx: Tx, subjectId: SubjectId): Promise<SessionId[]> {
  const rows = await tx
    .selectFrom("sessions")
    .select("id")
    .where("subjectId", "=", subjectId)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => row.id as SessionId);
}

/** Without the key none of this can be read again; it need not lie around either. */
async function forget(deps: VerificationDeps, tx: Tx, sessionIds: SessionId[]): Promise<void> {
  await tx.deleteFrom("sessionCaptures").where("sessionId", "in", sessionIds).execute();
  await tx.updateTable("reviews").set({ commentSealed: null }).where("sessionId", "in", sessionIds).execute();
  await tx
    .updateTable("sessions")
    .set({ personSealed: null, redactedAt: new Date(deps.clock()) })
    .where("id", "in", sessionIds)
    .where("redactedAt", "is", null)
    .execute();
}
