import type { InterceptionSummary } from "@countersign/wire";
import { listFrom, textFrom } from "../../frame/search-text.ts";
import { createdAtQuery, type TimeSearch, timeSearch } from "../../frame/time-search.ts";

export const verdicts = [
  "allowed",
  "denied",
  "broken",
] as const satisfies readonly InterceptionSummary["verdict"][];

/** The filters of the list and the open run, as in the address. */
export interface InterceptionsSearch extends TimeSearch {
  verdict?: InterceptionSummary["verdict"][] | undefined;
  event?: string[] | undefined;
  subject?: string[] | undefined;
  cursor?: string | undefined;
  /** The run that the drawer shows. */
  id?: string | undefined;
}

export function interceptionsSearch(search: Record<string, unknown>): InterceptionsSearch {
  return {
    verdict: listFrom(search.verdict, verdicts),
    event: listFrom(search.event),
    subject: listFrom(search.subject),
    ...timeSearch(search),
    cursor: textFrom(search.cursor),
    id: textFrom(search.id),
  };
}

/** The filters alone, as the API's query has them. `now`: where a range ends. */
export function interceptionFilter(search: InterceptionsSearch, now: number) {
  const { verdict, event, subject } = search;
  return { verdict, event, subject, ...createdAtQuery(search, now) };
}
