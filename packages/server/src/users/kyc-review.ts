import type { KycLevel, KycReview, ProjectId } from "@countersign/wire";
import type { Tx } from "../db/index.ts";
import { openUserReview, type Review, type UserDecision } from "../verification/index.ts";
import type { ReviewingDeps, UsersDeps } from "./deps.ts";
import { findUser, lockUser } from "./find.ts";
import { sealComment } from "./row.ts";
import { isActive } from "./standing.ts";
import { tell } from "./tell.ts";
import type { User } from "./user.ts";
import { decisionSentence } from "./view.ts";

/**
 * `pending`: another call has already requested a review that is still open. `inactive`: frozen or
 * cancelled.
 */
export type RequestReviewResult =
  | { kind: "requested" | "pending"; user: User }
  | { kind: "unknown" }
  | { kind: "inactive" };

/**
 * Requests a human's decision about a user and records `user.kycrequest` and `kycreview.request`. A
 * repeated `accessTag` changes and records nothing, even after the decision.
 */
export async function requestKycReview(
  deps: ReviewingDeps,
  tx: Tx,
  projectId: ProjectId,
  id: string,
  accessTag?: string,
): Promise<RequestReviewResult> {
  const user = await lockUser(deps, tx, projectId, id);
  if (user === null) return { kind: "unknown" };
  const { keyring } = deps;
  const tag =
    accessTag === undefined
      ? null
      : await keyring.blindIndex(tx, projectId, "user-review-tag", `${user.id} ${accessTag}`);
  if (tag !== null && user.kyc.tagIndex?.equals(tag)) return { kind: "requested", user };
  if (!isActive(user)) return { kind: "inactive" };
  if (isPending(user)) return { kind: "pending", user };
  const asked = await write(deps, tx, user, {
    kycLevel: 0,
    kycReview: 1,
    reviewType: user.kyc.review === 2 ? "PERIODIC" : "ONBOARDING",
    reviewTagIndex: tag,
    reviewCommentSealed: null,
    requestedAt: new Date(deps.clock()),
    nextReviewOn: null,
  });
  const { subjectId } = user;
  await openUserReview(deps.verification, tx, { projectId, userId: String(user.id), subjectId });
  await tell(deps, tx, asked, ["user.kycrequest", "kycreview.request"]);
  return { kind: "requested", user: asked };
}

/**
 * Applies a decision to the user and records its events; does nothing if the person is not a user
 * here.
 */
export async function userDecided(
  deps: UsersDeps,
  tx: Tx,
  review: Pick<Review, "projectId" | "userId">,
  decision: UserDecision,
): Promise<void> {
  const user = review.userId === null ? null : await lockUser(deps, tx, review.projectId, review.userId);
  const key = user && (await deps.keyring.subjectKey(tx, user.subjectId));
  if (user === null || key === null) return;
  const stands =
    decision.decision === "approved"
      ? ({ level: decision.kycLevel, review: 2 } as const)
      : ({ level: 4, review: 3 } as const);
  const comment = decision.comment ?? decisionSentence(stands, decision.decidedAt);
  const decided = await write(deps, tx, user, {
    kycLevel: stands.level,
    kycReview: stands.review,
    reviewCommentSealed: sealComment(key, user.id, comment),
    reviewedAt: decision.decidedAt,
    nextReviewOn: decision.nextReviewDate,
  });
  await tell(deps, tx, decided, ["user.kycreview", "kycreview.result"]);
}

/**
 * Records the events of a scheduled review that was opened. The user's level stays until the
 * decision.
 */
export async function userReviewDue(
  deps: UsersDeps,
  tx: Tx,
  review: Pick<Review, "projectId" | "userId" | "createdAt">,
): Promise<void> {
  const user = review.userId === null ? null : await lockUser(deps, tx, review.projectId, review.userId);
  if (user === null) return;
  const due = await write(deps, tx, user, {
    kycReview: 7,
    reviewType: "PERIODIC",
    reviewTagIndex: null,
    requestedAt: review.createdAt,
    nextReviewOn: null,
  });
  await tell(deps, tx, due, ["kycreview.request"]);
}

function isPending({ kyc }: User): boolean {
  return kyc.review === 1 || kyc.review === 6 || kyc.review === 7;
}

interface KycPatch {
  kycLevel?: KycLevel;
  kycReview: KycReview;
  reviewType?: User["kyc"]["type"];
  reviewTagIndex?: Buffer | null;
  reviewCommentSealed?: Buffer | null;
  requestedAt?: Date;
  reviewedAt?: Date;
  nextReviewOn: string | null;
}

async function write(deps: UsersDeps, tx: Tx, { id, projectId }: User, patch: KycPatch): Promise<User> {
  const modifiedAt = new Date(deps.clock());
  await tx
    .updateTable("users")
    .set({ ...patch, modifiedAt })
    .where("id", "=", id)
    .execute();
  const user = await findUser(deps, tx, projectId, String(id));
  if (user === null) throw new Error(`user ${id} vanished in the transaction that locked them`);
  return user;
}
