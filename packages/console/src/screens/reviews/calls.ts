import type {
  Decide,
  Page,
  Resubmission,
  ReviewDetail,
  ReviewJudgement,
  ReviewNotes,
  ReviewView,
} from "@countersign/wire";
import { call, get, post } from "../../api/call.ts";
import type { ReviewsSearch } from "./search.ts";

export function listReviews(
  projectId: string,
  { queue = "due", cursor }: ReviewsSearch,
  signal: AbortSignal,
) {
  const query = { projectId, cursor, limit: 50, ...(queue !== "all" && { queue }) };
  return get<Page<ReviewView>>("/reviews", query, signal);
}

/** Claims the next review that waits for the caller; null where there is none. */
export async function claimNext(projectId: string): Promise<ReviewView | null> {
  const next = await post<ReviewView | "">("/reviews/next", { projectId: [projectId] });
  return next === "" ? null : next;
}

/** Opens a review for deciding: claims it where that is possible. Each call leaves an audit record. */
export async function openReview(id: string, signal: AbortSignal): Promise<ReviewDetail> {
  const review = await get<ReviewDetail>(`/reviews/${encodeURIComponent(id)}`, { base64: "false" }, signal);
  if (review.status !== "open" || review.claim !== null || review.firstApproval?.mine) return review;
  const { claim } = await post<ReviewView>(`/reviews/${encodeURIComponent(id)}/claim`);
  return { ...review, claim };
}

export function releaseReview(id: string) {
  return post<ReviewView>(`/reviews/${encodeURIComponent(id)}/release`);
}

export function requestResubmission(id: string, request: Resubmission) {
  return post<ReviewView>(`/reviews/${encodeURIComponent(id)}/resubmission`, request);
}

export function decideReview(id: string, decision: Decide) {
  return post<ReviewView>(`/reviews/${encodeURIComponent(id)}/decision`, decision);
}

export function saveReviewNotes(id: string, notes: ReviewNotes) {
  return call<ReviewView>("PUT", `/reviews/${encodeURIComponent(id)}/notes`, { body: notes });
}

export function judgeReview(id: string, judgement: ReviewJudgement) {
  return post<ReviewView>(`/reviews/${encodeURIComponent(id)}/judgement`, { judgement });
}
