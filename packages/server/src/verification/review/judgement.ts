import type { ReviewJudgement } from "@countersign/wire";
import type { Actor } from "../../access/index.ts";
import type { Db, Tx } from "../../db/index.ts";
import { findProject } from "../../projects/index.ts";
import type { VerificationDeps } from "../deps.ts";
import type { Review } from "./review.ts";
import { findReview } from "./reviews.ts";

export type JudgeResult = { kind: "judged"; review: Review } | { kind: "unknown" | "closed" };

/**
 * Records what somebody thinks of a review before they see what the checks found. The first judgement stands; a second
 * one changes nothing and is not an error.
 */
export async function judgeReview(
  deps: Pick<VerificationDeps, "clock">,
  tx: Tx,
  reviewId: string,
  judgement: ReviewJudgement,
  actor: Actor,
): Promise<JudgeResult> {
  const review = await findReview(deps, tx, reviewId);
  if (review === null) return { kind: "unknown" };
  if (review.state !== "open") return { kind: "closed" };
  await tx
    .insertInto("reviewJudgements")
    .values({ reviewId: review.id, operatorId: actor.id, judgement, createdAt: new Date(deps.clock()) })
    .onConflict((conflict) => conflict.columns(["reviewId", "operatorId"]).doNothing())
    .execute();
  return { kind: "judged", review };
}

/** What this person has judged; null if they have not. */
export async function judgementOf(
  db: Db,
  review: Pick<Review, "id">,
  actor: Pick<Actor, "id">,
): Promise<ReviewJudgement | null> {
  const row = await db
    .selectFrom("reviewJudgements")
    .select("judgement")
    .where("reviewId", "=", review.id)
    .where("operatorId", "=", actor.id)
    .executeTakeFirst();
  return row?.judgement ?? null;
}

/** Whether this person must judge before they see what the checks found: the project wants it, and the review is open. */
export async function hidesChecks(
  db: Db,
  review: Pick<Review, "id" | "projectId" | "state">,
  actor: Pick<Actor, "id">,
): Promise<boolean> {
  if (review.state !== "open") return false;
  const project = await findProject(db, review.projectId);
  if (project?.hideScores !== true) return false;
  return (await judgementOf(db, review, actor)) === null;
}
