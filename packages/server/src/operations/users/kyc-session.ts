import type { ProjectId } from "@countersign/wire";
import { type Db, type Tx, unproven } from "../../db/index.ts";
import { type Refused, RefusedWrite, refusedField } from "../outcome.ts";

/** Why a session can't be linked to the user (null: a user about to be added); null if it can. */
export async function kycSessionProblem(
  db: Db,
  projectId: ProjectId,
  sessionId: string | undefined,
  userId: string | null,
): Promise<Refused | null> {
  if (sessionId === undefined) return null;
  const session = await db
    .selectFrom("sessions")
    .leftJoin("operationUserSessions as link", "link.sessionId", "sessions.id")
    .select("link.userId")
    .where("sessions.id", "=", unproven(sessionId))
    .where("sessions.projectId", "=", projectId)
    .executeTakeFirst();
  if (session === undefined) return refusedField("kycSessionId", "is not a session of this project");
  return session.userId === null || session.userId === userId ? null : belongsToAnother();
}

/**
 * Links the session to the user, whose KYC level then follows its outcome. A session proves one
 * person, so it belongs to one user permanently.
 *
 * @throws RefusedWrite if another user was linked first.
 */
export async function linkKycSession(
  tx: Tx,
  sessionId: string,
  userId: string,
  linkedAt: Date,
): Promise<void> {
  const { userId: owner } = await tx
    .insertInto("operationUserSessions")
    .values({ sessionId: unproven(sessionId), userId, linkedAt })
    // Updating the row returns its owner.
    .onConflict((conflict) => conflict.column("sessionId").doUpdateSet({ sessionId: unproven(sessionId) }))
    .returning("userId")
    .executeTakeFirstOrThrow();
  if (owner !== userId) throw new RefusedWrite(belongsToAnother());
}

function belongsToAnother(): Refused {
  return refusedField("kycSessionId", "belongs to another user");
}
