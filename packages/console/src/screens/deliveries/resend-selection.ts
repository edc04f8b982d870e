import type { ResendSelection } from "./calls.ts";
import { type DeliveriesSearch, deliveryFilter } from "./search.ts";

/** The filters that a bulk resend doesn't know. */
const unknownToResend = ["outcome", "code"] as const;

/**
 * All that the log's filters find; null where one of them is unknown to a bulk resend: then only
 * chosen rows can be sent. Those that wait for their first attempt are on their way already.
 */
export function selectionOf(
  projectId: string,
  search: DeliveriesSearch,
  now: number,
): ResendSelection | null {
  if (unknownToResend.some((name) => search[name] !== undefined)) return null;
  const { statusCode: _code, outcome: _outcome, status, ...filter } = deliveryFilter(search, now);
  const ended = status?.filter((each) => each !== "pending");
  return { projectId, ...filter, ...(ended && ended.length > 0 && { status: ended }) };
}
