import type { Tx } from "../db/index.ts";
import type { EventsDeps } from "./deps.ts";
import type { NewEvent, RecordedEvent } from "./new-event.ts";

/**
 * Records what happened, in the caller's transaction: the event, its encoded messages and its deliveries.
 * Once that commits, nothing of it can be lost; if it rolls back, nothing was sent.
 */
export async function record(_deps: EventsDeps, _tx: Tx, _event: NewEvent): Promise<RecordedEvent> {
  throw new Error("not implemented");
}
