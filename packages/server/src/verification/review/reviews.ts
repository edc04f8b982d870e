import type { ProjectId, ReviewQueue } from "@countersign/wire";
import { type ExpressionBuilder, sql } from "kysely";
import { type Actor, presentActorId } from "../../access/index.ts";
import { type Db, type Schema, type Tx, unproven } from "../../db/index.ts";
import type { VerificationDeps } from "../deps.ts";
import { claimLifetimeMs } from "../rules/claims.ts";
import { isOverdue } from "../rules/deadlines.ts";
import { type OneOrMore, valuesOf } from "../session/one-or-more.ts";
import type { Session } from "../session/session.ts";
import type { Review } from "./review.ts";
import { writeClaim } from "./write-claim.ts";

/** Which reviews to list, any of the values of each filter: open ones first, then the others, each oldest first, starting after `after`. */
export interface ReviewQuery {
  projectId?: OneOrMore<ProjectId> | undefined;
  state?: OneOrMore<Review["state"]> | undefined;
  kind?: OneOrMore<Review["kind"]> | undefined;
  userId?: OneOrMore<string> | undefined;
  sessionId?: OneOrMore<string> | undefined;
  /** `mine`: open and claimed by this actor. `due`: open, and theirs to take: see {@link nextReview}. */
  queue?: { of: Actor["id"]; kind: ReviewQueue } | undefined;
  /** Created in `[from, to)`. */
  from?: Date | undefined;
  to?: Date | undefined;
  after?: { open: boolean; id: string } | undefined;
  limit: number;
}

function selectReviews(db: Db) {
  return db
    .selectFrom("reviews")
    .leftJoin("sessions", "sessions.id", "reviews.sessionId")
    .select([
      "reviews.id",
      "reviews.projectId",
      "reviews.kind",
      "reviews.sessionId",
      "sessions.method",
      "reviews.userId",
      "reviews.subjectId",
      "reviews.state",
      "reviews.claimedBy",
      "reviews.claimedUntil",
      "reviews.firstApprovedBy",
      "reviews.firstApprovedAt",
      "reviews.decision",
      "reviews.reason",
      "reviews.reasons",
      "reviews.nextReviewDate",
      "reviews.decidedBy",
      "reviews.createdAt",
      "sessions.deadlineAt",
      "reviews.decidedAt",
    ]);
}

type ReviewRow = Awaited<ReturnType<ReturnType<typeof selectReviews>["execute"]>>[number];

function reviewOf(row: ReviewRow, now: number): Review {
  const { claimedBy, claimedUntil, firstApprovedBy, firstApprovedAt, ...rest } = row;
  const overdue = row.state === "open" && row.deadlineAt !== null && isOverdue(row.deadlineAt.getTime(), now);
  const claimed = row.state === "open" && claimedBy !== null && claimedUntil !== null;
  return {
    ...rest,
    state: overdue ? "withdrawn" : row.state,
    claim:
      claimed && claimedUntil.getTime() > now ? { by: presentActorId(claimedBy), until: claimedUntil } : null,
    firstApproval:
      firstApprovedBy === null || firstApprovedAt === null
        ? null
        : { by: presentActorId(firstApprovedBy), at: firstApprovedAt },
    decidedBy: row.decidedBy && presentActorId(row.decidedBy),
    reason: row.reason,
    reasons: row.reasons,
  };
}

/** A page of reviews, without anything personal. */
export async function listReviews(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  query: ReviewQuery,
): Promise<Review[]> {
  const { projectId, state, kind, userId, sessionId, queue, from, to, after } = query;
  const rank = sql<number>`case when ${sql.ref("reviews.state")} = 'open' then 0 else 1 end`;
  let rows = selectReviews(db).orderBy(rank).orderBy("reviews.id").limit(query.limit);
  if (projectId !== undefined) rows = rows.where("reviews.projectId", "in", valuesOf(projectId));
  if (kind !== undefined) rows = rows.where("reviews.kind", "in", valuesOf(kind));
  if (userId !== undefined) rows = rows.where("reviews.userId", "in", valuesOf(userId));
  if (sessionId !== undefined)
    rows = rows.where("reviews.sessionId", "in", valuesOf(sessionId).map(unproven));
  if (from !== undefined) rows = rows.where("reviews.createdAt", ">=", from);
  if (to !== undefined) rows = rows.where("reviews.createdAt", "<", to);
  const now = deps.clock();
  if (state !== undefined)
    rows = rows.where((eb) => eb.or(valuesOf(state).map((one) => inState(eb, one, now))));
  if (queue !== undefined) rows = rows.where((eb) => inQueue(eb, queue, now));
  if (after !== undefined) {
    const past = sql<boolean>`(${rank}, ${sql.ref("reviews.id")}) > (${after.open ? 0 : 1}, ${after.id})`;
    rows = rows.where(past);
  }
  return (await rows.execute()).map((row) => reviewOf(row, now));
}

type Conditions = ExpressionBuilder<
  Schema & { sessions: { [Column in keyof Schema["sessions"]]: Schema["sessions"][Column] } },
  "reviews" | "sessions"
>;

function inState(eb: Conditions, state: Review["state"], now: number) {
  const written = eb("reviews.state", "=", state);
  const deadline = new Date(now);
  if (state === "decided") return written;
  if (state === "open") {
    const inTime = eb.or([eb("sessions.deadlineAt", ">", deadline), eb("reviews.sessionId", "is", null)]);
    return eb.and([written, inTime]);
  }
  const overdue = eb.and([eb("reviews.state", "=", "open"), eb("sessions.deadlineAt", "<=", deadline)]);
  return eb.or([written, overdue]);
}

function inQueue(eb: Conditions, { of, kind }: { of: Actor["id"]; kind: ReviewQueue }, now: number) {
  const lapsed = eb("reviews.claimedUntil", "<=", new Date(now));
  if (kind === "mine")
    return eb.and([inState(eb, "open", now), eb("reviews.claimedBy", "=", of), eb.not(lapsed)]);
  const free = eb.or([eb("reviews.claimedBy", "is", null), lapsed]);
  return eb.and([inState(eb, "open", now), free, eb("reviews.firstApprovedBy", "is distinct from", of)]);
}

/**
 * Claims the open review that is most urgent of those that nobody has claimed and that the actor has not approved
 * already: the earliest deadline first, users' reviews last. Callers at the same time get different ones. Null if
 * there is none.
 */
export async function nextReview(
  deps: Pick<VerificationDeps, "clock">,
  tx: Tx,
  actor: Actor,
  { projectId, kind }: Pick<ReviewQuery, "projectId" | "kind">,
): Promise<Review | null> {
  const now = deps.clock();
  // Locks the review alone: a transaction that ends its session locks the session first, and waits
  // for no lock of this one.
  let rows = selectReviews(tx)
    .where((eb) => inQueue(eb, { of: actor.id, kind: "due" }, now))
    .orderBy("sessions.deadlineAt", (order) => order.asc().nullsLast())
    .orderBy("reviews.id")
    .limit(1)
    .forUpdate("reviews")
    .skipLocked();
  if (projectId !== undefined) rows = rows.where("reviews.projectId", "in", valuesOf(projectId));
  if (kind !== undefined) rows = rows.where("reviews.kind", "in", valuesOf(kind));
  const row = await rows.executeTakeFirst();
  if (row === undefined) return null;
  await writeClaim(tx, row, actor.id, now + claimLifetimeMs);
  return findReview(deps, tx, row.id);
}

/** One review, or null. */
export async function findReview(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  id: string,
): Promise<Review | null> {
  const row = await selectReviews(db).where("reviews.id", "=", unproven(id)).executeTakeFirst();
  return row === undefined ? null : reviewOf(row, deps.clock());
}

/** The open review of a session; null if none is open. */
export async function reviewOfSession(
  deps: Pick<VerificationDeps, "clock">,
  db: Db,
  sessionId: Session["id"],
): Promise<Review | null> {
  const row = await selectReviews(db)
    .where("reviews.sessionId", "=", sessionId)
    .where("reviews.state", "=", "open")
    .executeTakeFirst();
  return row === undefined ? null : reviewOf(row, deps.clock());
}
