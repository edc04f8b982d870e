/**
 * What is counted, by topic. The place in the list is the place in the stored array: new ones go to
 * the end, and none is ever removed.
 */
export const topics = {
  deliveries: [
    "attempts",
    "failedAttempts",
    "deliveredFirst",
    "deliveredLater",
    "done",
    "exhausted",
    "cancelled",
  ],
  sessions: ["started", "inReview", "succeeded", "failed", "aborted", "expired"],
  reviews: ["opened", "approved", "refused", "withdrawn", "sentBack"],
  interceptions: ["allowed", "denied", "broken", "degraded"],
} as const;

export type Topic = keyof typeof topics;
export type Series<Of extends Topic> = (typeof topics)[Of][number];
export type Counts<Of extends Topic> = Record<Series<Of>, number>;

/** Stored counts by name. */
export function countsOf<Of extends Topic>(topic: Of, stored: readonly number[]): Counts<Of> {
  const names: readonly Series<Of>[] = topics[topic];
  return Object.fromEntries(names.map((name, place) => [name, stored[place] ?? 0])) as Counts<Of>;
}
