import type { EventId } from "@countersign/wire";

/** Context under which an event's payload is sealed. */
export function payloadContext(eventId: EventId): string {
  return `event:${eventId}:payload`;
}

/** Context under which an event's body in one encoding is sealed. */
export function bodyContext(eventId: EventId, encoding: string): string {
  return `message:${eventId}:${encoding}`;
}
