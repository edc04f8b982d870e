import { textFrom, wordFrom } from "../../frame/search-text.ts";

/**
 * `due`: those that the viewer can claim; `mine`: those that they have claimed; `all`: decided
 * ones, too.
 */
export const queues = ["due", "mine", "all"] as const;
type Queue = (typeof queues)[number];

/** The part of the queue that is shown, as in the address. */
export interface ReviewsSearch {
  queue?: Queue | undefined;
  cursor?: string | undefined;
}

export function reviewsSearch(search: Record<string, unknown>): ReviewsSearch {
  return { queue: wordFrom(search.queue, queues), cursor: textFrom(search.cursor) };
}
