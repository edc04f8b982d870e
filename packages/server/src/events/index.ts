export type { EventsDeps } from "./deps.ts";
export type { FreshDelivery, Lease } from "./fresh-delivery.ts";
export type { NewEvent, RecordedEvent } from "./new-event.ts";
export { type EventSummary, eventPayload, findEvent, listEvents } from "./read.ts";
export { deliveriesChannel, record } from "./record.ts";
export { bodyContext } from "./sealing-contexts.ts";
