/**
 * What rows take in addition to their contents, with their indexes, in bytes. Measured over a day's
 * partitions with a few thousand events for one webhook each; `storage.db.test.ts` compares the sum
 * with the tables' real size.
 */
export const rowBytes = {
  event: 450,
  body: 250,
  delivery: 1000,
  /** Its address, its request's headers and its timings. */
  attempt: 900,
  interception: 400,
  /** A session with its subject, its keys and its timeline. */
  session: 3000,
  /** A picture or a document. */
  file: 500,
  /** A user, an order or a subscription, with its subject. */
  record: 2000,
} as const;

/** What an event adds to the log: its own row, its payload, and its deliveries. */
export function logBytesOf(payloadBytes: number, deliveries: number): number {
  return rowBytes.event + payloadBytes + deliveries * rowBytes.delivery;
}
