import type { ProjectId, SubjectId } from "@countersign/wire";
import { type Actor, audit } from "../access/index.ts";
import type { Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { lockSession } from "./read.ts";
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
  const session = await lockSession(deps, tx, target.projectId, target.id);
  if (session === null) return { kind: "unknown" };
  const ids = session.subjectId === null ? [session.id] : await sessionsOf(tx, session.subjectId);
  for (const id of ids) await applyTrigger(deps, tx, { id: id as Session["id"] }, { type: "abort" }, actor);
  const cancelledDeliveries = await erase(deps, tx, session.subjectId, ids);
  const details = { sessions: ids.length, cancelledDeliveries };
  await audit(deps, tx, {
    actor,
    action: "session.redact",
    projectId: session.projectId,
    target: session.id,
    details,
  });
  const left = await lockSession(deps, tx, target.projectId, target.id);
  if (left === null) throw new Error(`session ${target.id} vanished in the transaction that redacted it`);
  return { kind: "redacted", session: left, ...details };
}

async function sessionsOf(tx: Tx, subjectId: SubjectId): Promise<string[]> {
  const rows = await tx
    .selectFrom("sessions")
    .select("id")
    .where("subjectId", "=", subjectId)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

async function erase(
  deps: VerificationDeps & { cancelDeliveries: CancelDeliveries },
  tx: Tx,
  subjectId: SubjectId | null,
  sessionIds: string[],
): Promise<number> {
  await tx.deleteFrom("sessionCaptures").where("sessionId", "in", sessionIds).execute();
  await tx.updateTable("reviews").set({ commentSealed: null }).where("sessionId", "in", sessionIds).execute();
  await tx
    .updateTable("sessions")
    .set({ personSealed: null, redactedAt: new Date(deps.clock()) })
    .where("id", "in", sessionIds)
    .where("redactedAt", "is", null)
    .execute();
  if (subjectId === null) return 0;
  await deps.keyring.eraseSubject(tx, subjectId);
  return deps.cancelDeliveries(tx, subjectId);
}
