import type { ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import type { Session, SessionPerson } from "./session.ts";

type ReadDeps = Pick<VerificationDeps, "clock" | "keyring">;

/** A project's session as of now, or null if there is none or it is another project's. */
export async function findSession(
  _deps: ReadDeps,
  _db: Db,
  _projectId: ProjectId | null,
  _id: string,
): Promise<Session | null> {
  throw new Error("not implemented");
}

/**
 * The same, with the row locked until the transaction ends: its state can't change under the caller. A session
 * past its deadline is expired first, with all that belongs to it.
 */
export async function lockSession(
  _deps: VerificationDeps,
  _tx: Tx,
  _projectId: ProjectId | null,
  _id: string,
): Promise<Session | null> {
  throw new Error("not implemented");
}

/** Whom the session is about; null once the person was erased, and before a direct session knows. */
export async function sessionPerson(
  _deps: ReadDeps,
  _db: Db,
  _session: Session,
): Promise<SessionPerson | null> {
  throw new Error("not implemented");
}

/** The face picture that the applicant sent last, in clear; null if there is none or the person was erased. */
export async function sessionPhoto(
  _deps: ReadDeps,
  _db: Db,
  _session: Session,
): Promise<{ contentType: string; bytes: Buffer } | null> {
  throw new Error("not implemented");
}

/** The next number in the rising sequence of the session's events. Locks the session's row. */
export async function nextEventSequence(_tx: Tx, _sessionId: Session["id"]): Promise<number> {
  throw new Error("not implemented");
}
