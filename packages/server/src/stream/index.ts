/**
 * What happens, as it is committed: events, outcomes of deliveries, steps of sessions, reviews and
 * interceptions, in an order that the store gives and that can be resumed without a gap. It reads
 * the log itself, so that nothing more is written for it, and costs nothing while nobody reads it.
 *
 *     const from = positionIn(lastEventId);
 *     for await (const step of followStream({ db, clock }, from, wanted, wait)) send(step);
 */
export { followStream, type StreamStep } from "./follow.ts";
export type { StreamRow } from "./kinds.ts";
export { positionIn, positionText } from "./position.ts";
export type { Wanted } from "./read.ts";
