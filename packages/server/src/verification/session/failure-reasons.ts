import type { SessionReason } from "@countersign/wire";
import type { Db } from "../../db/index.ts";
import type { Session } from "./session.ts";

/** Every reason for which a session failed, the first one first: its refusal's, or the one it was failed for. */
export async function failureReasons(
  db: Db,
  session: Pick<Session, "id" | "failureReason">,
): Promise<SessionReason[]> {
  if (session.failureReason === null) return [];
  const row = await db
    .selectFrom("reviews")
    .select("reasons")
    .where("sessionId", "=", session.id)
    .where("state", "=", "decided")
    .executeTakeFirst();
  const reasons = (row?.reasons ?? []) as SessionReason[];
  return reasons.length > 0 ? reasons : [session.failureReason];
}
