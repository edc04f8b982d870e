import type { Clock, DeliveryId } from "@countersign/wire";
import { sql } from "kysely";
import type { Logger } from "pino";
import { type Db, dropPartitions, inTransaction, logTables } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { cancelQueued } from "../cancel/queued.ts";

const dayMs = 86_400_000;
/** Deliveries cancelled in one transaction. */
const batch = 1000;

/**
 * So many days after its time is over a payload is destroyed, and the log of a day dropped: a clock that is wrong is
 * noticed by then. Nobody can read them meanwhile.
 */
const graceDays = 3;

/** What one run of {@link keepRetention} did. */
export interface Kept {
  /** Deliveries that were still on their way when their payload was destroyed. */
  cancelled: number;
  /** Names of the partitions dropped. */
  dropped: string[];
}

/**
 * Hides what is older than its project wants: payloads by its `payloadDays`, the log by its `logDays`. What a clock that
 * is wrong has hidden is shown again by the next run after it was set right.
 *
 * @param now the store's clock.
 */
export async function hideOld({ db }: { db: Db }, now: number): Promise<void> {
  const today = dayOf(now);
  await sql`
    update projects set payloads_from = f.payloads, log_from = f.log
    from (
      select id, ${today}::date - payload_days as payloads, ${today}::date - log_days as log from projects
    ) f
    where f.id = projects.id and (payloads_from, log_from) is distinct from (f.payloads, f.log)
  `.execute(db);
}

/**
 * Destroys what was hidden three days ago and nothing can bring back:
 *
 * 1. each project's payload keys of days that are over: payloads, bodies and answers can't be read any more;
 * 2. cancels what was still on its way without a readable payload;
 * 3. drops the partitions of days that are over for every project: bodies by the longest `payloadDays`, all else by the
 *    longest `logDays`.
 *
 * For a timer: at least once a day. Several processes may run it at once; each step can be repeated.
 *
 * @param certain how late it is at least, by `RetentionClock`.
 */
export async function destroyOld(
  deps: { db: Db; clock: Clock; keyring: Pick<Keyring, "destroyPayloadKeys">; log: Logger },
  certain: number,
): Promise<Kept> {
  const { db } = deps;
  const daysAgo = (days: number) => dayOf(certain - (days + graceDays) * dayMs);
  const projects = await db.selectFrom("projects").select(["id", "payloadDays", "logDays"]).execute();
  for (const { id, payloadDays } of projects)
    await deps.keyring.destroyPayloadKeys(db, id, daysAgo(payloadDays));
  const cancelled = await cancelUnreadable(deps);
  const longest = Math.max(...projects.map((project) => project.logDays));
  const dropped = projects.length === 0 ? [] : await dropOver(db, daysAgo(longest));
  if (cancelled > 0 || dropped.length > 0) {
    deps.log.info({ cancelled, dropped: dropped.length }, "destroyed what was kept long enough");
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

/** Bodies go as soon as no project has a key of their day; all else before `log`. */
async function dropOver(db: Db, log: string): Promise<string[]> {
  const { rows } = await sql<{ payloads: string | null }>`
    select min(k.chain_day)::text as payloads from projects p join key_scopes k on k.id = p.id
  `.execute(db);
  const payloads = rows[0]?.payloads;
  if (!payloads) return [];
  const dropped: string[] = [];
  for (const table of logTables) {
    dropped.push(...(await dropPartitions(db, table, table === "messages" ? payloads : log)));
  }
  return dropped;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
