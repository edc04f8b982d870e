import type { Tx } from "../../db/index.ts";
import type { Review } from "./review.ts";

/** `by` null frees the review. */
export async function writeClaim(
  tx: Tx,
  review: Pick<Review, "id">,
  by: string | null,
  until: number,
): Promise<void> {
  await tx
    .updateTable("reviews")
    .set({ claimedBy: by, claimedUntil: by === null ? null : new Date(until) })
    .where("id", "=", review.id)
    .execute();
}
