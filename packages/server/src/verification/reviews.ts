import type { ProjectId, ReviewId, SessionReason } from "@countersign/wire";
import { type ExpressionBuilder, sql } from "kysely";
import type { Db, Schema } from "../db/index.ts";
import type { VerificationDeps } from "./deps.ts";
import { storedSession } from "./row.ts";
import { isOverdue } from "./rules/deadlines.ts";
import type { Session } from "./session.ts";

/** A human's decision about a session: asked for, given, or withdrawn because the session ended without it. */
export interface Review {
  id: ReviewId;
  projectId: ProjectId;
  sessionId: Session["id"];
  method: Session["method"];
  /** As of the moment of reading: past the session's deadline an open review reads `withdrawn`. */
  state: "open" | "decided" | "withdrawn";
  decision: "approved" | "refused" | null;
  /** Only of a refusal. */
  reason: SessionReason | null;
  decidedBy: string | null;
  createdAt: Date;
  /** By when an open review must be decided. */
  deadlineAt: Date;
  decidedAt: Date | null;
}

/** Which reviews are wanted: open ones first, then the others, each oldest first, from after `after` on. */
export interface ReviewQuery {
  projectId?: ProjectId | undefined;
  state?: Review["state"] | undefined;
  after?: { open: boolean; id: string } | undefined;
  limit: number;
}

function selectReviews(db: Db) {
  return db
    .selectFrom("reviews")
    .innerJoin("sessions", "sessions.id", "reviews.sessionId")
    .select([
      "reviews.id",
      "reviews.projectId",
      "reviews.sessionId",
      "sessions.method",
      "reviews.state",
      "reviews.decision",
      "reviews.reason",
      "reviews.decidedBy",
      "reviews.createdAt",
      "sessions.deadlineAt",
      "reviews.decidedAt",
    ]);
}

type ReviewRow = Awaited<ReturnType<ReturnType<typeof selectReviews>["execute"]>>[number];

/** The casts name what the columns' checks and this module's writes guarantee. */
function reviewOf(row: ReviewRow, now: number): Review {
  const overdue = row.state === "open" && isOverdue(row.deadlineAt.getTime(), now);
  return {
    ...row,
    id: row.id as ReviewId,
    projectId: row.projectId as ProjectId,
    sessionId: row.sessionId as Session["id"],
    method: row.method as Session["method"],
    state: overdue ? "withdrawn" : row.state,
    reason: row.reason as SessionReason | null,
  };
}

/** A page of reviews, without anything personal. */
export async function listReviews(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: ReviewQuery,
): Promise<Review[]> {
  const { projectId, state, after } = query;
  const rank = sql<number>`case when ${sql.ref("reviews.state")} = 'open' then 0 else 1 end`;
  let rows = selectReviews(db).orderBy(rank).orderBy("reviews.id").limit(query.limit);
  if (projectId !== undefined) rows = rows.where("reviews.projectId", "=", projectId);
  const now = deps.clock();
  if (state !== undefined) rows = rows.where((eb) => inState(eb, state, now));
  if (after !== undefined) {
    const past = sql<boolean>`(${rank}, ${sql.ref("reviews.id")}) > (${after.open ? 0 : 1}, ${after.id})`;
    rows = rows.where(past);
  }
  return (await rows.execute()).map((row) => reviewOf(row, now));
}

function inState(eb: ExpressionBuilder<Schema, "reviews" | "sessions">, state: Review["state"], now: number) {
  const written = eb("reviews.state", "=", state);
  const deadline = new Date(now);
  if (state === "open") return eb.and([written, eb("sessions.deadlineAt", ">", deadline)]);
  if (state === "decided") return written;
  const overdue = eb.and([eb("reviews.state", "=", "open"), eb("sessions.deadlineAt", "<=", deadline)]);
  return eb.or([written, overdue]);
}

/** One review, or null. */
export async function findReview(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  id: string,
): Promise<Review | null> {
  const row = await selectReviews(db).where("reviews.id", "=", id).executeTakeFirst();
  return row === undefined ? null : reviewOf(row, deps.clock());
}

/** What the operator wrote beside the decision; null if nothing, or once the person was erased. */
export async function reviewComment(
  deps: Pick<VerificationDeps, "keyring">,
  db: Db,
  review: Pick<Review, "id" | "sessionId">,
): Promise<string | null> {
  const row = await db
    .selectFrom("reviews")
    .select("commentSealed")
    .where("id", "=", review.id)
    .executeTakeFirst();
  const session = await storedSession(db, null, review.sessionId);
  if (!row?.commentSealed || !session?.subjectId) return null;
  const key = await deps.keyring.subjectKey(db, session.subjectId);
  return key === null ? null : key.unseal(row.commentSealed, commentContext(review.id)).toString();
}

/** What a review's comment is sealed for. */
export function commentContext(reviewId: ReviewId): string {
  return `review:${reviewId}:comment`;
}
