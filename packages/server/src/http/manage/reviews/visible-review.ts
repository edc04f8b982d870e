import { findReview, type Review } from "../../../verification/index.ts";
import { type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { unknownReview } from "./review-view.ts";

/** The review of this id. Throws `not_found` if there is none, or if the caller may not see it. */
export async function visibleReview(
  deps: Pick<HttpDeps, "db" | "clock">,
  actor: Caller,
  id: string,
): Promise<Review> {
  const review = await findReview(deps, deps.db, id);
  if (review === null || !maySee(actor, review.projectId)) throw unknownReview();
  return review;
}
