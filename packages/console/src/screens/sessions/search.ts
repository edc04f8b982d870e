import type { SessionView } from "@countersign/wire";
import { listFrom, textFrom } from "../../frame/search-text.ts";
import { createdAtQuery, type TimeSearch, timeSearch } from "../../frame/time-search.ts";

type Status = SessionView["status"];
type Reason = NonNullable<SessionView["failureReason"]>;
type Method = SessionView["method"];
type Origin = SessionView["origin"];

export const statuses = [
  "created",
  "started",
  "processing",
  "in_review",
  "resubmission_requested",
  "succeeded",
  "failed",
  "aborted",
  "expired",
] as const satisfies readonly Status[];
export const methods = [
  "identification",
  "verification",
  "document",
  "liveness",
  "qes",
  "video_conference",
] as const satisfies readonly Method[];
export const origins = ["able-id", "love-and-pay", "treezor", "manage"] as const satisfies readonly Origin[];

/** The filters of the list and the open session, as in the address. */
export interface SessionsSearch extends TimeSearch {
  status?: Status[] | undefined;
  reason?: Reason[] | undefined;
  method?: Method[] | undefined;
  origin?: Origin[] | undefined;
  user?: string[] | undefined;
  transaction?: string[] | undefined;
  cursor?: string | undefined;
  /** The session that the drawer shows. */
  id?: string | undefined;
}

export function sessionsSearch(search: Record<string, unknown>): SessionsSearch {
  return {
    status: listFrom(search.status, statuses),
    reason: listFrom<Reason>(search.reason),
    method: listFrom(search.method, methods),
    origin: listFrom(search.origin, origins),
    user: listFrom(search.user),
    transaction: listFrom(search.transaction),
    ...timeSearch(search),
    cursor: textFrom(search.cursor),
    id: textFrom(search.id),
  };
}

/** The filters alone, as the API's query has them. `now`: where a range ends. */
export function sessionFilter(search: SessionsSearch, now: number) {
  return {
    status: search.status,
    failureReason: search.reason,
    method: search.method,
    origin: search.origin,
    userId: search.user,
    transactionId: search.transaction,
    ...createdAtQuery(search, now),
  };
}
