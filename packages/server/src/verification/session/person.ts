import type { ProjectId, SessionId, SubjectId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";
import type { Session, SessionPerson } from "./session.ts";

/** The person's subject in a project; see {@link subjectNamed}. */
export function subjectOf(
  keyring: Keyring,
  tx: Tx,
  projectId: ProjectId,
  person: SessionPerson,
): Promise<{ id: SubjectId; key: SealingKey }> {
  const name = person.kind === "resident" ? `pinfl:${person.pinfl}` : `document:${person.document}`;
  return subjectNamed(keyring, tx, projectId, name);
}

/**
 * Finds a project's subject by the keyed hash of its name, or creates it, with the key that seals its data. It
 * can't be erased until the transaction ends.
 */
export async function subjectNamed(
  keyring: Keyring,
  tx: Tx,
  projectId: ProjectId,
  name: string,
): Promise<{ id: SubjectId; key: SealingKey }> {
  const index = await keyring.blindIndex(tx, projectId, "subject", name);
  for (;;) {
    const id = await keyring.subjectFor(tx, projectId, index);
    // Erased since it was found: its index entry is deleted, so the next search creates a new
    // subject.
    if (await holdSubject(tx, id)) return { id, key: await liveSubjectKey(keyring, tx, id) };
  }
}

/** Locks the subject against erasure until the transaction ends; false if it was erased already. */
export async function holdSubject(tx: Tx, id: SubjectId): Promise<boolean> {
  const row = await tx
    .selectFrom("subjects")
    .select("id")
    .where("id", "=", id)
    .where("erasedAt", "is", null)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** The key of a subject that can't have been erased: an erasure ends the subject's sessions first. */
export async function liveSubjectKey(keyring: Keyring, db: Db, id: SubjectId): Promise<SealingKey> {
  const key = await keyring.subjectKey(db, id);
  if (key === null) throw new Error(`subject ${id} was erased while it was being used`);
  return key;
}

export function sealPerson(key: SealingKey, sessionId: SessionId, person: SessionPerson): Buffer {
  return key.seal(JSON.stringify(person), personContext(sessionId));
}

/** The person of the session; null after erasure, and before a direct session has one. */
export async function sessionPerson(
  deps: { keyring: Keyring },
  db: Db,
  session: Pick<Session, "id" | "subjectId">,
): Promise<SessionPerson | null> {
  if (session.subjectId === null) return null;
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  const row = await db
    .selectFrom("sessions")
    .select("personSealed")
    .where("id", "=", session.id)
    .executeTakeFirst();
  if (key === null || !row?.personSealed) return null;
  return JSON.parse(key.unseal(row.personSealed, personContext(session.id)).toString()) as SessionPerson;
}

function personContext(sessionId: SessionId): string {
  return `session:${sessionId}:person`;
}
