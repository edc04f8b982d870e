import { type Clock, type DeliveryId, idDay, type SettledReason } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { postgresQueue, type Queue } from "../queue/index.ts";

/**
 * Removes deliveries from the queue and records the reason in the log; returns how many there were.
 *
 * @param remove one of the queue's ways to cancel.
 */
export async function cancelQueued(
  deps: { clock: Clock },
  tx: Tx,
  reason: Extract<SettledReason, "deleted" | "erased" | "expired" | "stopped">,
  remove: (queue: Queue, now: number) => Promise<ReadonlySet<DeliveryId>>,
): Promise<number> {
  const now = deps.clock();
  const cancelled = [...(await remove(postgresQueue(tx), now))];
  if (cancelled.length === 0) return 0;
  // By day as well: an id alone would be looked up in every partition, without an index.
  await sql`
    update deliveries set status = 'cancelled', reason = ${reason}, failure = 'cancelled', settled_at = ${new Date(now)}
    where (day, id) in (select * from unnest(${cancelled.map(idDay)}::date[], ${cancelled}::text[]))
  `.execute(tx);
  return cancelled.length;
}
