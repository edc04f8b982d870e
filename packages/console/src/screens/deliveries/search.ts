import type { DeliveryStatus } from "@countersign/wire";
import { listFrom, textFrom, wordFrom } from "../../frame/search-text.ts";

export const statuses = [
  "pending",
  "retrying",
  "delivered",
  "done",
  "exhausted",
  "cancelled",
] as const satisfies readonly DeliveryStatus[];

const ranges = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 604_800_000,
  "30d": 2_592_000_000,
} as const;
export type Range = keyof typeof ranges;
export const rangeNames = Object.keys(ranges) as Range[];

/** What the log is narrowed by and which delivery is open, as it stands in the address. */
export interface DeliveriesSearch {
  status?: DeliveryStatus[] | undefined;
  webhook?: string[] | undefined;
  type?: string[] | undefined;
  outcome?: string[] | undefined;
  code?: string[] | undefined;
  event?: string[] | undefined;
  subject?: string[] | undefined;
  range?: Range | undefined;
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
    range: wordFrom(search.range, rangeNames),
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
    createdAtFrom: search.range && new Date(now - ranges[search.range]).toISOString(),
  };
}
