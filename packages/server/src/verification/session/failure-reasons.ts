import type { SessionReason } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Session } from "./session.ts";

/** Every reason why a session failed, the main one first: those of the refusal, or the session's own. */
export async function failureReasons(
  db: Db,
  session: Pick<Session, "id" | "failureReason">,
): Promise<SessionReason[]> {
  if (session.failureReason === null) return [];
  const row = await db
    .selectFrom("reviews")
    .select("reasons")
    .where("sessionId", "=", session.id)
    .where("decision", "=", "refused")
    .executeTakeFirst();
  const reasons = row?.reasons ?? [];
  return reasons.length > 0 ? reasons : [session.failureReason];
}
