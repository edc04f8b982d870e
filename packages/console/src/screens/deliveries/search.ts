import type { DeliveryStatus } from "@countersign/wire";
import { listFrom, textFrom, wordFrom } from "../../frame/search-text.ts";
import { createdAtQuery, type TimeSearch, timeSearch } from "../../frame/time-search.ts";

export const statuses = [
  "pending",
  "retrying",
  "delivered",
  "done",
  "exhausted",
  "cancelled",
] as const satisfies readonly DeliveryStatus[];

/** The filters of the log and the open delivery, as in the address. */
export interface DeliveriesSearch extends TimeSearch {
  status?: DeliveryStatus[] | undefined;
  webhook?: string[] | undefined;
  type?: string[] | undefined;
  outcome?: string[] | undefined;
  code?: string[] | undefined;
  event?: string[] | undefined;
  subject?: string[] | undefined;
  live?: "on" | undefined;
  cursor?: string | undefined;
  /** The delivery that the drawer shows. */
  id?: string | undefined;
}

export function deliveriesSearch(search: Record<string, unknown>): DeliveriesSearch {
  return {
    status: listFrom(search.status, statuses),
    webhook: listFrom(search.webhook),
    type: listFrom(search.type),
    outcome: listFrom(search.outcome),
    code: listFrom(search.code),
    event: listFrom(search.event),
    subject: listFrom(search.subject),
    ...timeSearch(search),
    live: wordFrom(search.live, ["on"]),
    cursor: textFrom(search.cursor),
    id: textFrom(search.id),
  };
}

/** The filters alone, as the API's query has them. `now`: where the range ends. */
export function deliveryFilter(search: DeliveriesSearch, now: number) {
  return {
    status: search.status,
    webhookId: search.webhook,
    type: search.type,
    outcome: search.outcome,
    statusCode: search.code,
    eventId: search.event,
    subject: search.subject,
    ...createdAtQuery(search, now),
  };
}
