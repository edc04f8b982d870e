import { newId, type ProjectId, type ReviewId, type SubjectId } from "@countersign/wire";
import type { Db, Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { Review } from "./review.ts";
import { findReview } from "./reviews.ts";

/** A user under review: the integrator's own id, and the subject whose key seals the user's data. */
export interface ReviewedUser {
  projectId: ProjectId;
  userId: string;
  subjectId: SubjectId;
}

/**
 * Requests a human's decision about a user. A user has at most one open review: `open` returns the existing one.
 * Records `review.requested`; the events of the user's own format are the caller's.
 */
export async function openUserReview(
  deps: VerificationDeps,
  tx: Tx,
  user: ReviewedUser,
): Promise<{ kind: "opened" | "open"; review: Review }> {
  const id = newId("review", deps.clock, deps.random);
  const createdAt = new Date(deps.clock());
  const inserted = await tx
    .insertInto("reviews")
    .values({ id, ...user, kind: "user", state: "open", createdAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) {
    const review = await openReviewOf(deps, tx, user);
    // It was decided between the two statements: the next attempt opens a new one.
    return review === null ? openUserReview(deps, tx, user) : { kind: "open", review };
  }
  await deps.recordEvent(tx, {
    projectId: user.projectId,
    type: "review.requested",
    subject: user.userId,
    keyId: user.projectId,
    payload: {
      reviewId: id,
      attemptId: null,
      method: null,
      userId: user.userId,
      requestedAt: createdAt.toISOString(),
    },
  });
  return { kind: "opened", review: await readReview(deps, tx, id) };
}

/** The open review of a user; null if none is open. */
export async function openReviewOf(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  user: Pick<ReviewedUser, "projectId" | "userId">,
): Promise<Review | null> {
  const row = await db
    .selectFrom("reviews")
    .select("id")
    .where("projectId", "=", user.projectId)
    .where("userId", "=", user.userId)
    .where("kind", "=", "user")
    .where("state", "=", "open")
    .executeTakeFirst();
  return row === undefined ? null : findReview(deps, db, row.id);
}

async function readReview(deps: VerificationDeps, tx: Tx, id: ReviewId): Promise<Review> {
  const review = await findReview(deps, tx, id);
  if (review === null) throw new Error(`review ${id} vanished in the transaction that opened it`);
  return review;
}
