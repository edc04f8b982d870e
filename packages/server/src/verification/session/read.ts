import type { ProjectId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { applyTrigger } from "../transition/transition.ts";
import { isDueToExpire, judged, selectSessions, sessionOf, storedSession } from "./row.ts";
import type { Session } from "./session.ts";

/** A project's session as of now, or null if there is none or it is another project's (null: of any project). */
export async function findSession(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  projectId: ProjectId | null,
  id: string,
): Promise<Session | null> {
  const session = await storedSession(db, projectId, id);
  return session && judged(session, deps.clock());
}

/**
 * The same, with the row locked until the transaction ends: its state can't change under the caller. A session
 * past its deadline is expired first, with all that belongs to it.
 */
export async function lockSession(
  deps: VerificationDeps,
  tx: Tx,
  projectId: ProjectId | null,
  id: string,
): Promise<Session | null> {
  let query = selectSessions(tx).where("sessions.id", "=", id).forUpdate("sessions");
  if (projectId !== null) query = query.where("sessions.projectId", "=", projectId);
  const row = await query.executeTakeFirst();
  if (row === undefined) return null;
  const session = sessionOf(row);
  if (!isDueToExpire(session, deps.clock())) return session;
  const expired = await applyTrigger(
    deps,
    tx,
    session,
    { type: "expire" },
    { kind: "system", id: "deadline" },
  );
  if (expired.kind !== "done") throw new Error(`a locked, overdue session could not expire: ${expired.kind}`);
  return expired.session;
}
