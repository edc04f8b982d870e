import type { WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";

/** A strict order: deliveries of one webhook with one key are sent one after another. */
export interface OrderKey {
  webhookId: WebhookId;
  fifoKey: string | null;
}

/**
 * Upper bound of the locks of all transactions together; Postgres has room for 6,000 by default.
 */
export const maxOrderLocks = 1024;
const lockSpace = 0x63_73_69_67; // "csig"

/**
 * Makes this transaction the only one that inserts items with these keys into the queue or removes
 * them, until it ends. Call it before the statement that does so, which then sees the changes of the
 * previous transaction. Null keys have no order and are skipped.
 *
 * Keys share a fixed set of locks, because Postgres's lock table is small and shared: a lock for
 * each key of a large batch would exhaust it for every transaction. The lock depends on the key
 * alone, not on the webhook, so that a transaction about one subject takes the same lock however
 * often it calls this. Locks are taken in ascending order, so that callers that need several can't
 * deadlock.
 */
export async function lockOrder(tx: Tx, keys: readonly OrderKey[]): Promise<void> {
  const distinct = new Set(keys.flatMap(({ fifoKey }) => (fifoKey === null ? [] : [fifoKey])));
  if (distinct.size === 0) return;
  await sql`
    select pg_advisory_xact_lock(${lockSpace}::integer, each.lock) from (
      select distinct (hashtextextended(key, 0) & ${maxOrderLocks - 1}::bigint)::integer as lock
      from unnest(${[...distinct]}::text[]) as key order by 1
    ) as each
  `.execute(tx);
}
