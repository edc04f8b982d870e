import { type Clock, type DeliveryId, idDay, type SettledReason } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../../db/index.ts";
import { postgresQueue } from "../queue/postgres.ts";

/** Takes deliveries out of the queue and notes in the log why; answers how many of them were there. */
export async function cancelQueued(
  deps: { clock: Clock },
  tx: Tx,
  ids: readonly DeliveryId[],
  reason: Extract<SettledReason, "deleted" | "erased" | "expired">,
): Promise<number> {
  if (ids.length === 0) return 0;
  const now = deps.clock();
  const cancelled = [...(await postgresQueue(tx).cancel(tx, ids, now))];
  // By day, too: an id alone is looked for in every partition, and has no index there.
  await sql`
    update deliveries set status = 'cancelled', reason = ${reason}, settled_at = ${new Date(now)}
    where (day, id) in (select * from unnest(${cancelled.map(idDay)}::date[], ${cancelled}::text[]))
  `.execute(tx);
  return cancelled.length;
}
