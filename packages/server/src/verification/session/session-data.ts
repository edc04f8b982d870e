import type { AbortReason, Identity, JsonValue, LoveAndPayLevel, SessionId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";
import { liveSubjectKey } from "./person.ts";
import type { Session } from "./session.ts";

/**
 * What an integrator gave for a session without a registry, and what was verified about the person.
 * Personal: kept sealed with the subject's key, never logged. A surface that needs more adds its own member.
 */
export interface SessionData {
  /** The integrator's own, returned as it was given. */
  metadata?: Record<string, JsonValue>;
  /** Whom Love&Pay's integrator named, and how thoroughly they are to be verified. */
  level?: LoveAndPayLevel;
  customer?: { id?: string; email?: string; phone?: string };
  /** Who the person is said to be. */
  expectedIdentity?: Identity;
  /** Who the person is: recorded with the approval. */
  verifiedIdentity?: Identity;
  /** Of an agent's call: the code that the applicant tells the agent (`TST-TWLYB`), and its UUID. */
  identId?: string;
  transactionNumber?: string;
  /** Through which device the applicant takes part; `WEB` when absent. */
  device?: "APP" | "WEB";
  /** Why the applicant gave up, where they said it. */
  abortReason?: AbortReason;
}

export function sealSessionData(key: SealingKey, sessionId: SessionId, data: SessionData): Buffer {
  return key.seal(JSON.stringify(data), dataContext(sessionId));
}

/** The session's data; null for a session of a registry method, and once the person was erased. */
export async function sessionData(
  deps: { keyring: Keyring },
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
): Promise<SessionData | null> {
  if (session.subjectId === null) return null;
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  const row = await db
    .selectFrom("sessions")
    .select("dataSealed")
    .where("id", "=", session.id)
    .executeTakeFirst();
  if (key === null || !row?.dataSealed) return null;
  return JSON.parse(key.unseal(row.dataSealed, dataContext(session.id)).toString()) as SessionData;
}

/**
 * The session's data with these members changed, sealed again, for the columns of a step. For a
 * session that is locked: what is changed meanwhile would be lost. Nothing for a session without
 * data.
 */
export async function changedData(
  deps: { keyring: Keyring },
  tx: Tx,
  session: Pick<Session, "id" | "subjectId">,
  change: Partial<SessionData>,
): Promise<{ dataSealed?: Buffer }> {
  const data = await sessionData(deps, tx, session);
  if (data === null || session.subjectId === null) return {};
  const key = await liveSubjectKey(deps.keyring, tx, session.subjectId);
  return { dataSealed: sealSessionData(key, session.id, { ...data, ...change }) };
}

function dataContext(sessionId: SessionId): string {
  return `session:${sessionId}:data`;
}
