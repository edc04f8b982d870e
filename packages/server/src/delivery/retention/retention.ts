import type { Clock } from "@countersign/wire";
import { sql } from "kysely";
import type { Logger } from "pino";
import { type Db, dropPartitions, inTransaction, logTables } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { cancelQueued } from "../cancel/queued.ts";

const dayMs = 86_400_000;
/** Deliveries cancelled in one transaction. */
const batchSize = 1000;

/**
 * Days between the end of a payload's time and its destruction, and the same for a day's log: by
 * then a wrong clock has been noticed. Nobody can read them in between.
 */
const graceDays = 3;

/** What one run of {@link destroyOld} did. */
export interface Destroyed {
  /** Deliveries that were still pending when their payload was destroyed. */
  cancelled: number;
  /** Names of the partitions dropped. */
  dropped: string[];
}

/**
 * Hides what is older than the project's settings allow: payloads by `payloadDays`, the log by
 * `logDays`. The first run after a wrong clock was corrected shows again what it had hidden.
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
 * Permanently destroys what was hidden three days ago:
 *
 * 1. destroys each project's payload keys of expired days: payloads, bodies and responses can no
 *    longer be read;
 * 2. cancels pending deliveries whose payload can no longer be read;
 * 3. drops the partitions of days that are expired for every project: bodies by the longest
 *    `payloadDays`, everything else by the longest `logDays`.
 *
 * For a timer: at least once a day. Several processes may run it at once; each step can be
 * repeated.
 *
 * @param certain a lower bound of the current time, from `RetentionClock`.
 */
export async function destroyOld(
  deps: { db: Db; clock: Clock; keyring: Pick<Keyring, "destroyPayloadKeys">; log: Logger },
  certain: number,
): Promise<Destroyed> {
  const { db } = deps;
  const daysAgo = (days: number) => dayOf(certain - (days + graceDays) * dayMs);
  const projects = await db.selectFrom("projects").select(["id", "payloadDays", "logDays"]).execute();
  for (const { id, payloadDays } of projects)
    await deps.keyring.destroyPayloadKeys(db, id, daysAgo(payloadDays));
  const cancelled = await cancelUnreadable(deps);
  const maxLogDays = Math.max(...projects.map((project) => project.logDays));
  const dropped = projects.length === 0 ? [] : await dropExpired(db, daysAgo(maxLogDays));
  if (cancelled > 0 || dropped.length > 0) {
    deps.log.info({ cancelled, dropped: dropped.length }, "destroyed expired payloads and logs");
  }
  return { cancelled, dropped };
}

/** Cancels deliveries whose payload key is destroyed. */
async function cancelUnreadable(deps: { db: Db; clock: Clock }): Promise<number> {
  let cancelled = 0;
  for (;;) {
    const count = await inTransaction(deps.db, (tx) =>
      cancelQueued(deps, tx, "expired", (queue, now) => queue.cancelUnreadable(tx, batchSize, now)),
    );
    cancelled += count;
    if (count === 0) return cancelled;
  }
}

/** Drops bodies once no project has a key of their day, and everything else before `log`. */
async function dropExpired(db: Db, log: string): Promise<string[]> {
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
