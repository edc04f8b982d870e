import type { Db } from "../db/index.ts";

const dayMs = 24 * 60 * 60_000;
/** How long ended sessions and used links are kept, to investigate incidents. */
const keptMs = 30 * dayMs;

/** Deletes what nobody can use any more: steps, links, sessions, counted failures. */
export async function forgetOldSignIns(db: Db, now: number): Promise<void> {
  const before = new Date(now - keptMs);
  await db.deleteFrom("signInSteps").where("expiresAt", "<", new Date(now)).execute();
  await db
    .deleteFrom("signInFailures")
    .where("failedAt", "<", new Date(now - dayMs))
    .execute();
  await db.deleteFrom("operatorLinks").where("expiresAt", "<", before).execute();
  await db.deleteFrom("operatorSessions").where("expiresAt", "<", before).execute();
}
