import {
  isOpenState,
  type ProjectId,
  type SessionDocumentType,
  type SessionId,
  type SessionMethod,
  type SessionReason,
  type SubjectId,
  type WebhookId,
} from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import { isOverdue } from "../rules/deadlines.ts";
import type { Session } from "./session.ts";

/** The sessions with their project's mode. Add a `where`, and lock `of("sessions")` alone. */
export function selectSessions(db: Db) {
  return db
    .selectFrom("sessions")
    .innerJoin("projects", "projects.id", "sessions.projectId")
    .select([
      "sessions.id",
      "sessions.projectId",
      "projects.mode",
      "sessions.transactionId",
      "sessions.method",
      "sessions.origin",
      "sessions.flow",
      "sessions.personKind",
      "sessions.subjectId",
      "sessions.userId",
      "sessions.documentType",
      "sessions.language",
      "sessions.state",
      "sessions.version",
      "sessions.failureReason",
      "sessions.outcomeWebhookIds",
      "sessions.createdAt",
      "sessions.expiresAt",
      "sessions.deadlineAt",
      "sessions.decidedAt",
      "sessions.redactedAt",
    ]);
}

type SessionRow = Awaited<ReturnType<ReturnType<typeof selectSessions>["execute"]>>[number];

/** A session as stored. The casts state what the columns' checks and this module's writes guarantee. */
export function sessionOf(row: SessionRow): Session {
  return {
    ...row,
    id: row.id as SessionId,
    projectId: row.projectId as ProjectId,
    method: row.method as SessionMethod,
    subjectId: row.subjectId as SubjectId | null,
    documentType: row.documentType as SessionDocumentType | null,
    failureReason: row.failureReason as SessionReason | null,
    outcomeWebhookIds: row.outcomeWebhookIds as WebhookId[],
  };
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
  let query = selectSessions(db).where("sessions.id", "=", id);
  if (projectId !== null) query = query.where("sessions.projectId", "=", projectId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : sessionOf(row);
}
