import { type DeliveryId, idDay } from "@countersign/wire";
import { type RawBuilder, sql } from "kysely";
import { type Db, inTransaction, isUniqueViolation } from "../../db/index.ts";
import { nextInOrder, orderKeys } from "./order.ts";
import { lockOrder } from "./order-lock.ts";
import type { Alongside, Settlement } from "./queue.ts";

/** What becomes of an attempt that is in the log already. */
type Logging = "fail" | "keep";

/**
 * See `Queue.settle`. Takes one statement, or a transaction if some items are in strict order or
 * something is to be written alongside.
 *
 * No attempt should be in the log already; if one is, it stays, and the delivery ends all the same.
 * Only then `on conflict` is used: with it each row takes two records of the write-ahead log, and 2
 * of 26 µs.
 */
export async function settle(
  db: Db,
  settlements: readonly Settlement[],
  alongside?: Alongside,
): Promise<ReadonlySet<DeliveryId>> {
  try {
    return await settleOnce(db, settlements, alongside, "fail");
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return settleOnce(db, settlements, alongside, "keep");
  }
}

/**
 * Executes the statement that writes outcomes with none: its connection has it prepared from then
 * on.
 */
export async function prepareSettling(db: Db): Promise<void> {
  await settling([], "fail").execute(db);
}

async function settleOnce(
  db: Db,
  settlements: readonly Settlement[],
  alongside: Alongside | undefined,
  logging: Logging,
): Promise<ReadonlySet<DeliveryId>> {
  const keys = orderKeys(settlements.map((each) => each.item));
  if (keys.length === 0 && !alongside) return settleAll(db, settlements, logging);
  return inTransaction(db, async (tx) => {
    // The events recorded alongside are about the deliveries themselves: with all locks taken at
    // once, in their order, two settlements can't deadlock.
    const reported = alongside ? settlements.map(({ item }) => ({ ...item, fifoKey: item.id })) : [];
    await lockOrder(tx, [...keys, ...reported]);
    const applied = await settleAll(tx, settlements, logging);
    const latest = Math.max(...settlements.map((each) => each.at));
    await nextInOrder(tx, keys, latest);
    await alongside?.(tx, applied);
    return applied;
  });
}

async function settleAll(
  db: Db,
  settlements: readonly Settlement[],
  logging: Logging,
): Promise<ReadonlySet<DeliveryId>> {
  if (settlements.length === 0) return new Set();
  const sorted = settlements.toSorted((a, b) => (a.item.id < b.item.id ? -1 : 1));
  const applied = await settling(sorted, logging).execute(db);
  return new Set(applied.rows.map((row) => row.id));
}

/**
 * Writes outcomes in one statement: the queue row is deleted or scheduled for a retry, the attempt
 * is logged, the delivery gets its status. `outcome` holds those that pass the fence, and locks
 * their rows in id order so that groups can't deadlock. The rows are locked by a subquery per
 * outcome, which keeps the planner from estimating one row in all: it then scanned all outcomes for
 * each of them, and that was half of the statement's time.
 */
function settling(sorted: readonly Settlement[], logging: Logging): RawBuilder<{ id: DeliveryId }> {
  const onConflict = logging === "keep" ? sql`on conflict do nothing` : sql``;
  return sql<{ id: DeliveryId }>`
    with outcome as materialized (
      select o.*
      from unnest(
        ${sorted.map((each) => each.item.id)}::text[],
        ${sorted.map((each) => idDay(each.item.id))}::date[],
        ${sorted.map((each) => each.claim)}::text[],
        ${sorted.map((each) => each.item.attempt)}::integer[],
        ${sorted.map((each) => each.item.attempt + (each.attempt ? 1 : 0))}::integer[],
        ${sorted.map((each) => (each.fate.kind === "retry" ? "retrying" : each.fate.status))}::text[],
        ${sorted.map((each) => (each.fate.kind === "retry" ? each.fate.dueAt : null))}::timestamptz[],
        ${sorted.map((each) => (each.fate.kind === "retry" ? each.fate.tries : null))}::integer[],
        ${sorted.map((each) => each.at)}::timestamptz[],
        ${sorted.map((each) => (each.fate.kind === "settled" ? each.fate.reason : null))}::text[],
        ${sorted.map((each) => each.item.resend)}::boolean[],
        ${sorted.map((each) => each.attempt?.startedAt)}::timestamptz[],
        ${sorted.map((each) => each.attempt?.durationMs)}::integer[],
        ${sorted.map((each) => each.attempt?.outcome)}::text[],
        ${sorted.map((each) => each.attempt?.statusCode)}::integer[],
        ${sorted.map((each) => each.attempt?.url)}::text[],
        ${sorted.map((each) => each.attempt?.dialled)}::text[],
        ${sorted.map((each) => each.attempt && JSON.stringify(each.attempt.requestHeaders))}::text[],
        ${sorted.map((each) => each.attempt?.responseHeadersSealed)}::bytea[],
        ${sorted.map((each) => each.attempt?.responseBodySealed)}::bytea[],
        ${sorted.map((each) => each.attempt?.answerFlag)}::text[],
        ${sorted.map((each) => each.attempt?.timings && JSON.stringify(each.attempt.timings))}::text[]
      ) as o (id, day, claim, attempt, attempts, status, due_at, tries, at, reason, resend, started_at, duration_ms,
        outcome, status_code, url, dialled, request_headers, response_headers_sealed, response_body_sealed, answer_flag,
        timings)
      cross join lateral (
        select from delivery_queue q
        where q.delivery_id = o.id and q.claim = o.claim and q.attempt = o.attempt
        for update
      ) held
    ), gone as (
      delete from delivery_queue q using outcome o where q.delivery_id = o.id and o.due_at is null
    ), retried as (
      update delivery_queue q
      set due_at = o.due_at, wakes_at = date_trunc('second', o.due_at), claim = null, leased_until = null,
        attempt = o.attempts, tries = o.tries
      from outcome o where q.delivery_id = o.id and o.due_at is not null
    ), logged as (
      insert into attempts (day, delivery_id, delivery_day, number, resend, started_at, duration_ms, outcome,
        status_code, url, dialled, request_headers, response_headers_sealed, response_body_sealed, answer_flag, timings)
      select (o.started_at at time zone 'UTC')::date, o.id, o.day, o.attempts, o.resend, o.started_at, o.duration_ms,
        o.outcome, o.status_code, o.url, o.dialled, o.request_headers::json, o.response_headers_sealed,
        o.response_body_sealed, o.answer_flag, o.timings::json
      from outcome o where o.started_at is not null
      ${onConflict}
    ), noted as (
      update deliveries d
      set status = o.status, attempts = o.attempts, settled_at = case when o.due_at is null then o.at end,
        reason = o.reason, status_code = case when o.started_at is null then d.status_code else o.status_code end,
        duration_ms = coalesce(o.duration_ms, d.duration_ms),
        failure = case when o.outcome <> 'delivered' then o.outcome when o.outcome is null and o.status = 'cancelled'
          then 'cancelled' when o.outcome is null then coalesce(d.failure, 'unsent') end
      from outcome o where d.day = o.day and d.id = o.id
    )
    select id from outcome
  `;
}
