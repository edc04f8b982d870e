import type { Clock, DeliveryId } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { deliveriesChannel } from "../../events/index.ts";
import { cancelQueued } from "./queued.ts";

/** What workers hear when a key is destroyed: they drop what they hold of it in memory. */
export const cancelledNotice = {
  of: (keyId: string): string => `cancelled:${keyId}`,
  /** The key's id; null when the notification says something else. */
  keyId: (payload: string): string | null =>
    payload.startsWith("cancelled:") ? payload.slice("cancelled:".length) : null,
};

/**
 * Takes everything out of the queue that is sealed with this key; answers how many deliveries it cancelled.
 * A request that is under way already can't be called back.
 *
 * Call it in the transaction that erased the subject, after `eraseSubject`: an event that is being recorded
 * meanwhile holds the subject's row, so that it is either seen here or not recorded at all.
 */
export async function cancelForSubject(deps: { clock: Clock }, tx: Tx, keyId: string): Promise<number> {
  const pending = await tx
    .selectFrom("events")
    .innerJoin("deliveries", "deliveries.eventId", "events.id")
    .select("deliveries.id")
    .where("events.keyId", "=", keyId)
    .where("deliveries.status", "in", ["pending", "retrying"])
    .execute();
  const ids = pending.map((row) => row.id as DeliveryId);
  const cancelled = await cancelQueued(deps, tx, ids, "erased");
  await sql`select pg_notify(${deliveriesChannel}, ${cancelledNotice.of(keyId)})`.execute(tx);
  return cancelled;
}
