import type { Clock, DeliveryId } from "@countersign/wire";
import { sql } from "kysely";
import type { Logger } from "pino";
import { type Db, dropPartitions, inTransaction, logTables } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { cancelQueued } from "../cancel-queued.ts";

const dayMs = 86_400_000;
/** Deliveries cancelled in one transaction. */
const batch = 1000;

/** What one run of {@link keepRetention} did. */
export interface Kept {
  /** Deliveries that were still on their way when their payload's time was over. */
  cancelled: number;
  /** Names of the partitions dropped. */
  dropped: string[];
}

/**
 * Sees to it that nothing is kept longer than its project wants, and that nothing of it lies around longer than any
 * project wants:
 *
 * 1. destroys each project's payload keys of days that are over: payloads, bodies and answers can't be read any more;
 * 2. hides from the log what is older than the project's `logDays`;
 * 3. cancels what was still on its way without a readable payload;
 * 4. drops the partitions of days that are over for every project: bodies by the longest `payloadDays`, all else by the
 *    longest `logDays`.
 *
 * For a timer: at least once a day. Several processes may run it at once; each step can be repeated.
 */
export async function keepRetention(deps: {
  db: Db;
  clock: Clock;
  keyring: Pick<Keyring, "destroyPayloadKeys">;
  log: Logger;
}): Promise<Kept> {
  const { db } = deps;
  const daysAgo = (days: number) => new Date(deps.clock() - days * dayMs).toISOString().slice(0, 10);
  const projects = await db
    .selectFrom("projects")
    .select(["id", "payloadDays", "logDays", "logFrom"])
    .execute();
  for (const { id, payloadDays, logDays, logFrom } of projects) {
    await deps.keyring.destroyPayloadKeys(db, id, daysAgo(payloadDays));
    const from = daysAgo(logDays);
    if (from <= logFrom) continue;
    await db
      .updateTable("projects")
      .set({ logFrom: from })
      .where("id", "=", id)
      .where("logFrom", "<", from)
      .execute();
  }
  const cancelled = await cancelUnreadable(deps);
  const dropped = await dropOver(db);
  if (cancelled > 0 || dropped.length > 0) {
    deps.log.info({ cancelled, dropped: dropped.length }, "what was kept long enough is gone");
  }
  return { cancelled, dropped };
}

/** Takes out of the queue what has lost its payload. */
async function cancelUnreadable(deps: { db: Db; clock: Clock }): Promise<number> {
  let cancelled = 0;
  for (;;) {
    const count = await inTransaction(deps.db, async (tx) => {
      const { rows } = await sql<{ id: DeliveryId }>`
        select q.delivery_id as id
        from delivery_queue q
        join deliveries d on d.day = q.delivery_day and d.id = q.delivery_id
        join key_scopes k on k.id = d.project_id
        where d.event_day < k.chain_day and q.delivery_day < (select max(chain_day) from key_scopes)
        order by q.delivery_id
        limit ${batch}
      `.execute(tx);
      const ids = rows.map((row) => row.id);
      return cancelQueued(deps, tx, ids, "expired");
    });
    cancelled += count;
    if (count === 0) return cancelled;
  }
}

async function dropOver(db: Db): Promise<string[]> {
  const { rows } = await sql<{ payloads: string | null; log: string | null }>`
    select min(k.chain_day)::text as payloads, min(p.log_from)::text as log
    from projects p join key_scopes k on k.id = p.id
  `.execute(db);
  const [over] = rows;
  if (!over?.payloads || !over.log) return [];
  const dropped: string[] = [];
  for (const table of logTables) {
    dropped.push(...(await dropPartitions(db, table, table === "messages" ? over.payloads : over.log)));
  }
  return dropped;
}
