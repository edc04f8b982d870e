import type { SessionMethod } from "@countersign/wire";

/** How long a claim keeps a review from others, in milliseconds; claiming again starts it anew. */
export const claimLifetimeMs = 30 * 60_000;

/** Methods that an agent leads: noting, and deciding, is for the one who has claimed the review. */
export function needsClaim(method: SessionMethod | null): boolean {
  return method === "qes" || method === "video-conference";
}
