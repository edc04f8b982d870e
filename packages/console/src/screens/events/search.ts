import { listFrom, textFrom } from "../../frame/search-text.ts";
import { createdAtQuery, type TimeSearch, timeSearch } from "../../frame/time-search.ts";

/** The filters of the list and the open event, as in the address. */
export interface EventsSearch extends TimeSearch {
  type?: string[] | undefined;
  subject?: string[] | undefined;
  cursor?: string | undefined;
  /** The event that the drawer shows. */
  id?: string | undefined;
}

export function eventsSearch(search: Record<string, unknown>): EventsSearch {
  return {
    type: listFrom(search.type),
    subject: listFrom(search.subject),
    ...timeSearch(search),
    cursor: textFrom(search.cursor),
    id: textFrom(search.id),
  };
}

/** The filters alone, as the API's query has them. `now`: where a range ends. */
export function eventFilter(search: EventsSearch, now: number) {
  return { type: search.type, subject: search.subject, ...createdAtQuery(search, now) };
}
