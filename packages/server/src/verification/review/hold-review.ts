import type { Tx } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { Session } from "../session/session.ts";
import { lockSession } from "../transition/lock.ts";
import type { Review } from "./review.ts";
import { findReview } from "./reviews.ts";

/** A review locked until the transaction ends, with its locked session. */
export interface Held {
  review: Review;
  /** Null in a user's review. */
  session: Session | null;
}

/**
 * Locks a review. A session is always locked before its review, and expired here if it is overdue. Returns null if
 * there is no such review.
 */
export async function holdReview(deps: VerificationDeps, tx: Tx, id: string): Promise<Held | null> {
  const seen = await findReview(deps, tx, id);
  if (seen === null) return null;
  const session = seen.sessionId === null ? null : await lockSession(deps, tx, null, seen.sessionId);
  await tx.selectFrom("reviews").select("id").where("id", "=", seen.id).forUpdate().execute();
  const review = await findReview(deps, tx, id);
  return review && { review, session };
}
