import type { ProjectId } from "@countersign/wire";
import { type Tx, unproven } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { isDueToExpire, selectSessions } from "../session/row.ts";
import type { Session } from "../session/session.ts";
import { applyTrigger } from "./transition.ts";

/**
 * Returns the session with its row locked until the transaction ends, so that its state can't change under the
 * caller. A session past its deadline is expired first, with everything that belongs to its end. Null if there is
 * none or it is another project's (`projectId` null: of any project).
 */
export async function lockSession(
  deps: VerificationDeps,
  tx: Tx,
  projectId: ProjectId | null,
  id: string,
): Promise<Session | null> {
  let query = selectSessions(tx).where("sessions.id", "=", unproven(id)).forUpdate("sessions");
  if (projectId !== null) query = query.where("sessions.projectId", "=", projectId);
  const session = await query.executeTakeFirst();
  if (session === undefined) return null;
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
