import { type Db, inTransaction, type Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { openUserReview, type ReviewedUser } from "./user-reviews.ts";

const batchSize = 100;

/** Sets the date of a user's next review (`YYYY-MM-DD`, UTC), replacing an earlier one; null removes it. */
export async function scheduleReview(tx: Tx, user: ReviewedUser, dueOn: string | null): Promise<void> {
  if (dueOn === null) {
    await tx
      .deleteFrom("reviewSchedule")
      .where("projectId", "=", user.projectId)
      .where("userId", "=", user.userId)
      .execute();
    return;
  }
  const { projectId, userId, subjectId } = user;
  await tx
    .insertInto("reviewSchedule")
    .values({ projectId, userId, subjectId, dueOn })
    .onConflict((conflict) => conflict.columns(["projectId", "userId"]).doUpdateSet({ subjectId, dueOn }))
    .execute();
}

/** What one sweep did. `failed`: users whose review could not be opened; the next sweep retries them. */
export interface DueReviews {
  opened: number;
  failed: { userId: string; error: unknown }[];
}

/**
 * Opens the review of every user whose date has come, each in a transaction of its own that also removes the date:
 * each date opens one review however many processes sweep. A user who is already under review gets no second one:
 * the decision sets the next date. Dates of archived projects wait until the project is restored.
 */
export async function openDueReviews(deps: VerificationDeps, db: Db): Promise<DueReviews> {
  const done: DueReviews = { opened: 0, failed: [] };
  const today = new Date(deps.clock()).toISOString().slice(0, 10);
  const due = await db
    .selectFrom("reviewSchedule")
    .selectAll()
    .where("dueOn", "<=", today)
    .where("projectId", "not in", (eb) =>
      eb.selectFrom("projects").select("id").where("archivedAt", "is not", null),
    )
    .orderBy("dueOn")
    .limit(batchSize)
    .execute();
  for (const { projectId, userId, subjectId } of due) {
    const user = { projectId, userId, subjectId };
    try {
      if (await inTransaction(db, (tx) => openOne(deps, tx, user, today))) done.opened++;
    } catch (error) {
      done.failed.push({ userId, error });
    }
  }
  return done;
}

/** Whether it was this call that opened the review. */
async function openOne(deps: VerificationDeps, tx: Tx, user: ReviewedUser, today: string): Promise<boolean> {
  const taken = await tx
    .deleteFrom("reviewSchedule")
    .where("projectId", "=", user.projectId)
    .where("userId", "=", user.userId)
    .where("dueOn", "<=", today)
    .executeTakeFirst();
  if (taken.numDeletedRows !== 1n) return false;
  const { kind, review } = await openUserReview(deps, tx, user);
  if (kind === "open") return false;
  await deps.onUserReviewDue(tx, review);
  return true;
}
