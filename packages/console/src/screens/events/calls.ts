import type { DeliveryView, EventDetail, EventView, Page } from "@countersign/wire";
import { get } from "../../api/call.ts";
import { filledPage } from "../../api/filled-page.ts";
import { type EventsSearch, eventFilter } from "./search.ts";

const pageSize = 50;

export function listEvents(projectId: string, search: EventsSearch, signal: AbortSignal) {
  const query = { projectId, ...eventFilter(search, Date.now()), limit: pageSize };
  return filledPage((cursor) => get<Page<EventView>>("/events", { ...query, cursor }, signal), search.cursor);
}

/** One event without its payload, which leaves no audit record; undefined where there is none. */
export async function readEvent(id: string, signal: AbortSignal): Promise<EventView | undefined> {
  const { data } = await get<Page<EventView>>("/events", { id }, signal);
  return data[0];
}

/** An event's payload. Each call leaves an audit record. */
export function readPayload(id: string) {
  return get<EventDetail>(`/events/${encodeURIComponent(id)}`);
}

export function deliveriesOf(eventId: string, signal: AbortSignal) {
  return get<Page<DeliveryView>>("/deliveries", { eventId, limit: pageSize }, signal);
}
