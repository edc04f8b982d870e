import { textFrom, wordFrom } from "../../frame/search-text.ts";

/** `due`: free for whoever looks; `mine`: claimed by them; `all`: decided ones, too. */
export const queues = ["due", "mine", "all"] as const;
type Queue = (typeof queues)[number];

/** Which part of the queue is shown, as it stands in the address. */
export interface ReviewsSearch {
  queue?: Queue | undefined;
  cursor?: string | undefined;
}

export function reviewsSearch(search: Record<string, unknown>): ReviewsSearch {
  return { queue: wordFrom(search.queue, queues), cursor: textFrom(search.cursor) };
}
