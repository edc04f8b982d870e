import type { DeliveryId } from "@countersign/wire";
import { idDay } from "@countersign/wire";
import { sql } from "kysely";
import { type Db, inTransaction, packBytes } from "../../db/index.ts";
import { lockOrder } from "../../events/index.ts";
import { nextInOrder, orderKeys } from "./order.ts";
import type { Alongside, Settlement } from "./queue.ts";

/**
 * Writes outcomes: one statement, unless some of them are of items in strict order, or something is to be written
 * alongside; then a transaction.
 */
export async function settle(
  db: Db,
  settlements: readonly Settlement[],
  alongside?: Alongside,
): Promise<ReadonlySet<DeliveryId>> {
  const keys = orderKeys(settlements.map((each) => each.item));
  if (keys.length === 0 && !alongside) return settleAll(db, settlements);
  return inTransaction(db, async (tx) => {
    await lockOrder(tx, keys);
    const applied = await settleAll(tx, settlements);
    const latest = Math.max(...settlements.map((each) => each.at));
    await nextInOrder(tx, keys, latest);
    await alongside?.(tx, applied);
    return applied;
  });
}

/**
 * Writes outcomes in one statement: the queue row goes or comes due again, the attempt is logged, the delivery
 * gets its status. `held` is the fence, and locks in id order so that groups cannot deadlock; all the rest only
 * touches what passed it.
 */
async function settleAll(db: Db, settlements: readonly Settlement[]): Promise<ReadonlySet<DeliveryId>> {
  if (settlements.length === 0) return new Set();
  const attempts = settlements.flatMap(({ item, attempt }) => (attempt ? [{ id: item.id, ...attempt }] : []));
  const headers = packBytes(attempts.map((each) => each.responseHeadersSealed));
  const bodies = packBytes(attempts.map((each) => each.responseBodySealed));
  const applied = await sql<{ id: DeliveryId }>`
    with outcome as materialized (
      select * from unnest(
        ${settlements.map((each) => each.item.id)}::text[],
        ${settlements.map((each) => idDay(each.item.id))}::date[],
        ${settlements.map((each) => each.claim)}::text[],
        ${settlements.map((each) => each.item.attempt)}::integer[],
        ${settlements.map((each) => each.item.attempt + (each.attempt ? 1 : 0))}::integer[],
        ${settlements.map((each) => (each.fate.kind === "again" ? "retrying" : each.fate.status))}::text[],
        ${settlements.map((each) => (each.fate.kind === "again" ? new Date(each.fate.dueAt) : null))}::timestamptz[],
        ${settlements.map((each) => (each.fate.kind === "again" ? each.fate.tries : null))}::integer[],
        ${settlements.map((each) => new Date(each.at))}::timestamptz[],
        ${settlements.map((each) => (each.fate.kind === "settled" ? (each.fate.reason ?? null) : null))}::text[]
      ) as o (id, day, claim, attempt, attempts, status, due_at, tries, at, reason)
    ), held as materialized (
      select q.delivery_id as id
      from delivery_queue q
      join outcome o on o.id = q.delivery_id and o.claim = q.claim and o.attempt = q.attempt
      where q.delivery_id = any(${settlements.map((each) => each.item.id)}::text[])
      order by q.delivery_id
      for update of q
    ), gone as (
      delete from delivery_queue q using outcome o, held h
      where q.delivery_id = h.id and o.id = h.id and o.due_at is null
    ), again as (
      update delivery_queue q set due_at = o.due_at, claim = null, attempt = o.attempts, tries = o.tries
      from outcome o, held h
      where q.delivery_id = h.id and o.id = h.id and o.due_at is not null
    ), logged as (
      insert into attempts (day, delivery_id, delivery_day, number, resend, started_at, duration_ms, outcome,
        status_code, dialled, request_headers, response_headers_sealed, response_body_sealed, answer_flag, timings)
      select a.day, a.id, a.delivery_day, a.number, a.resend, a.started_at, a.duration_ms, a.outcome,
        a.status_code, a.dialled, a.request_headers::jsonb,
        substring(${headers.bytes}::bytea from a.headers_start for a.headers_length),
        substring(${bodies.bytes}::bytea from a.body_start for a.body_length), a.answer_flag,
        a.timings::jsonb
      from unnest(
        ${attempts.map((each) => new Date(each.startedAt).toISOString().slice(0, 10))}::date[],
        ${attempts.map((each) => each.id)}::text[],
        ${attempts.map((each) => idDay(each.id))}::date[],
        ${attempts.map((each) => each.number)}::integer[],
        ${attempts.map((each) => each.resend)}::boolean[],
        ${attempts.map((each) => new Date(each.startedAt))}::timestamptz[],
        ${attempts.map((each) => each.durationMs)}::integer[],
        ${attempts.map((each) => each.outcome)}::text[],
        ${attempts.map((each) => each.statusCode)}::integer[],
        ${attempts.map((each) => each.dialled)}::text[],
        ${attempts.map((each) => JSON.stringify(each.requestHeaders))}::text[],
        ${headers.starts}::integer[],
        ${headers.lengths}::integer[],
        ${bodies.starts}::integer[],
        ${bodies.lengths}::integer[],
        ${attempts.map((each) => each.answerFlag)}::text[],
        ${attempts.map((each) => each.timings && JSON.stringify(each.timings))}::text[]
      ) as a (day, id, delivery_day, number, resend, started_at, duration_ms, outcome, status_code, dialled,
        request_headers, headers_start, headers_length, body_start, body_length, answer_flag, timings)
      join held h on h.id = a.id
      on conflict do nothing
    ), noted as (
      update deliveries d
      set status = o.status, attempts = o.attempts, settled_at = case when o.due_at is null then o.at end,
        reason = o.reason
      from outcome o, held h
      where o.id = h.id and d.id = h.id and d.day = o.day
        and d.day = any(${settlements.map((each) => idDay(each.item.id))}::date[])
    )
    select id from held
  `.execute(db);
  return new Set(applied.rows.map((row) => row.id));
}
