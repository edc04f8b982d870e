/**
 * The delivery queue: deliveries that are due now or later, and the leases under which workers send
 * them. It is a module of its own inside `delivery`, because recording an event writes to it in the
 * same statement: `events` imports it, and it imports neither `events` nor `delivery`.
 *
 * Nothing else runs SQL on the table. `Queue` is the port and its invariants, `postgresQueue`
 * implements it, `testing/queue-conformance.ts` tests any implementation, and `enqueue` is the part
 * of it that composes into another module's statement:
 *
 *     sql`with new_events as (…), ${enqueue(rows)} select id from enqueued where waiting`
 */
export { deliveriesChannel } from "./channel.ts";
export { enqueue, type Lease } from "./enqueue.ts";
export { newestQueued } from "./newest.ts";
export { lockOrder } from "./order-lock.ts";
export { postgresQueue } from "./postgres.ts";
export type {
  Alongside,
  AttemptEntry,
  ClaimedItem,
  Fate,
  Queue,
  QueueDepth,
  QueueItem,
  Settlement,
} from "./queue.ts";
export { prepareSettling } from "./settle.ts";
