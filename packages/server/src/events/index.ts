/**
 * Records events once: checks the payload, encodes it once per wire format, seals it, and writes
 * the event, its bodies and its deliveries in one statement of the caller's transaction. Once that
 * commits, no part of it can be lost; if it rolls back, nothing is sent.
 *
 *     await inTransaction(db, async (tx) => {
 *       await changeSomething(tx);
 *       await record(deps, tx, { projectId, type: "user.update", subject, keyId, payload });
 *     });
 *
 * `recordAlone` is for events that nothing else is written with, `recordAwaited` for operations
 * that wait for webhooks, and a recorder commits events of many callers together.
 */
export type { AcceptedEvent, EventsDeps } from "./deps.ts";
export { ErasedSubject } from "./erased-subject.ts";
export type { AwaitedDelivery, FreshDelivery } from "./fresh-delivery.ts";
export type { NewEvent, RecordedEvent } from "./new-event.ts";
export type { Once } from "./once.ts";
export { type EventSummary, eventPayload, findEvent, listEvents } from "./read.ts";
export { record, recordAlone, recordAwaited } from "./record.ts";
export { createRecorder, type ReportedEvent } from "./recorder.ts";
export { bodyContext } from "./sealing-contexts.ts";
export { createSlices, type Pace } from "./slices.ts";
export { isUnrendered, readUnrendered, writeUnrendered } from "./unrendered.ts";
export { prepareWriting } from "./write.ts";
