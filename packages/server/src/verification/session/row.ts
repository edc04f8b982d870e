import { isOpenState, type ProjectId } from "@countersign/wire";
import { type Db, unproven } from "../../db/index.ts";
import { isOverdue } from "../rules/deadlines.ts";
import type { Session } from "./session.ts";

/** The sessions with their project's mode. Add a `where`, and lock `of("sessions")` alone. */
export function selectSessions(db: Db) {
  return db
    .selectFrom("sessions")
    .innerJoin("projects", "projects.id", "sessions.projectId")
    .select(({ fn }) => [
      "sessions.id",
      "sessions.projectId",
      "projects.mode",
      fn.coalesce("sessions.transactionId", "sessions.repeatedTransactionId").as("transactionId"),
      "sessions.method",
      "sessions.origin",
      "sessions.flow",
      "sessions.personKind",
      "sessions.subjectId",
      "sessions.userId",
      "sessions.documentType",
      "sessions.withPoses",
      "sessions.language",
      "sessions.state",
      "sessions.version",
      "sessions.resubmissions",
      "sessions.attempt",
      "sessions.retryOf",
      "sessions.failureReason",
      "sessions.outcomeWebhookIds",
      "sessions.createdAt",
      "sessions.expiresAt",
      "sessions.deadlineAt",
      "sessions.decidedAt",
      "sessions.redactedAt",
    ]);
}

/** Whether the session is past its deadline but not yet stored as expired. */
export function isDueToExpire(session: Session, now: number): boolean {
  return isOpenState(session.state) && isOverdue(session.deadlineAt.getTime(), now);
}

/** The session as readers see it: past its deadline it is expired, whether or not that is stored yet. */
export function judged(session: Session, now: number): Session {
  if (!isDueToExpire(session, now)) return session;
  return { ...session, state: "expired", decidedAt: session.deadlineAt };
}

/** The session as stored, whatever its deadline. `projectId` null: of any project. */
export async function storedSession(
  db: Db,
  projectId: ProjectId | null,
  id: string,
): Promise<Session | null> {
  let query = selectSessions(db).where("sessions.id", "=", unproven(id));
  if (projectId !== null) query = query.where("sessions.projectId", "=", projectId);
  const row = await query.executeTakeFirst();
  return row ?? null;
}
