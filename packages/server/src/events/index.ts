export type { EventsDeps } from "./deps.ts";
export type { FreshDelivery, Lease } from "./fresh-delivery.ts";
export type { NewEvent, RecordedEvent } from "./new-event.ts";
export { record } from "./record.ts";
