import type { Clock } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { deliveriesChannel } from "../queue/index.ts";
import { cancelQueued } from "./queued.ts";

/** The notification that a key was destroyed: workers drop what they hold of it in memory. */
export const cancelledNotice = {
  of: (keyId: string): string => `cancelled:${keyId}`,
  /** The key's id; null for another notification. */
  keyId: (payload: string): string | null =>
    payload.startsWith("cancelled:") ? payload.slice("cancelled:".length) : null,
};

/**
 * Cancels all deliveries whose bodies are sealed with this key; returns how many that were. A
 * request that is already in flight can't be recalled.
 *
 * Call it in the transaction that erased the subject, after `eraseSubject`: an event that is being
 * recorded at the same time holds the subject's row, so that it is either seen here or not recorded
 * at all.
 */
export async function cancelForSubject(deps: { clock: Clock }, tx: Tx, keyId: string): Promise<number> {
  const pending = await tx
    .selectFrom("events")
    .innerJoin("deliveries", "deliveries.eventId", "events.id")
    .select("deliveries.id")
    .where("events.keyId", "=", keyId)
    .where("deliveries.status", "in", ["pending", "retrying"])
    .execute();
  const ids = pending.map((row) => row.id);
  const cancelled = await cancelQueued(deps, tx, "erased", (queue, now) => queue.cancel(tx, ids, now));
  await sql`select pg_notify(${deliveriesChannel}, ${cancelledNotice.of(keyId)})`.execute(tx);
  return cancelled;
}
