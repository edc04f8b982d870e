import { type DeliveryId, idPrefixes, type ProjectId } from "@countersign/wire";
import { DatabaseError, type Db, fixedSql } from "../db/index.ts";
import { enqueue, type Lease } from "../delivery/queue/index.ts";
import { ErasedSubject } from "./erased-subject.ts";
import { fitOneStatement } from "./parts.ts";
import type { PreparedDelivery, PreparedEvent } from "./prepare.ts";

/** SQLSTATE with which the statement refuses an erased subject: it contains no other division. */
const divisionByZero = "22012";

/** When a new queue row becomes due, and the lease under which it is inserted, if any. */
export interface Placement {
  dueAt: number;
  lease: Lease | null;
}

/** What the statement did with the queue rows. */
export interface Written {
  /** Those that wait for an earlier one of their subject: neither leased nor due. */
  waiting: ReadonlySet<DeliveryId>;
}

/**
 * Writes any number of prepared events in one statement and one round trip: events, messages,
 * deliveries and queue rows, in the given order. Arrays keep the statement's text the same for
 * every count, so that it is planned once.
 *
 * Holds each subject's row until the commit (`for share`): an erasure that runs at the same time
 * either waits and then finds the new deliveries, or came first, and then the statement fails as a
 * whole and this throws. A delivery in strict order needs a transaction (`needsTransaction`) that
 * called `lockOrder` before.
 *
 * @throws ErasedSubject if a subject was erased meanwhile.
 */
export async function write(
  db: Db,
  prepared: readonly PreparedEvent[],
  place: (delivery: PreparedDelivery, projectId: ProjectId) => Placement,
): Promise<Written> {
  const messages = prepared.flatMap((event) => event.messages.map((message) => ({ ...message, event })));
  const deliveries = prepared.flatMap((event) =>
    event.deliveries.map((delivery) => ({ ...delivery, event })),
  );
  const queued = deliveries
    .filter((each) => each.cancelled === null)
    .map((each) => ({ ...each, ...place(each, each.event.event.projectId) }));
  const subjects = new Set(prepared.map((each) => each.event.keyId).filter(isSubject));

  const written = fixedSql<{ kind: "complete"; id: string } | { kind: "waiting"; id: DeliveryId }>`
    with new_events as (
      insert into events (day, id, project_id, type, subject, sequence, key_id, payload_sealed, occurred_at)
      select e.day, e.id, e.project_id, e.type, e.subject, e.sequence, e.key_id,
        e.payload_sealed, e.occurred_at
      from unnest(
        ${prepared.map((each) => each.day)}::date[],
        ${prepared.map((each) => each.id)}::text[],
        ${prepared.map((each) => each.event.projectId)}::text[],
        ${prepared.map((each) => each.event.type)}::text[],
        ${prepared.map((each) => each.event.subject)}::text[],
        ${prepared.map((each) => each.event.sequence)}::integer[],
        ${prepared.map((each) => each.event.keyId)}::text[],
        ${prepared.map((each) => each.payloadSealed)}::bytea[],
        ${prepared.map((each) => each.occurredAt)}::timestamptz[]
      ) as e (day, id, project_id, type, subject, sequence, key_id, payload_sealed, occurred_at)
    ), new_messages as (
      insert into messages (day, event_id, encoding, content_type, key_id, body_sealed, before_payload,
        after_payload)
      select m.day, m.event_id, m.encoding, m.content_type, m.key_id, m.body_sealed, m.before_payload,
        m.after_payload
      from unnest(
        ${messages.map((each) => each.event.day)}::date[],
        ${messages.map((each) => each.event.id)}::text[],
        ${messages.map((each) => each.encoding)}::text[],
        ${messages.map((each) => each.contentType)}::text[],
        ${messages.map((each) => each.event.event.keyId)}::text[],
        ${messages.map((each) => each.bodySealed)}::bytea[],
        ${messages.map((each) => each.payload?.before)}::integer[],
        ${messages.map((each) => each.payload?.after)}::integer[]
      ) as m (day, event_id, encoding, content_type, key_id, body_sealed, before_payload, after_payload)
    ), new_deliveries as (
      insert into deliveries (day, id, event_id, event_day, webhook_id, project_id, type, subject, sequence,
        encoding, status, reason, created_at, settled_at, failure)
      select d.day, d.id, d.event_id, d.event_day, d.webhook_id, d.project_id, d.type, d.subject, d.sequence,
        d.encoding, case when d.cancelled is null then 'pending' else 'cancelled' end, d.cancelled, d.created_at,
        case when d.cancelled is not null then d.created_at end,
        case when d.cancelled is not null then 'cancelled' end
      from unnest(
        ${deliveries.map((each) => each.day)}::date[],
        ${deliveries.map((each) => each.id)}::text[],
        ${deliveries.map((each) => each.event.id)}::text[],
        ${deliveries.map((each) => each.event.day)}::date[],
        ${deliveries.map((each) => each.webhookId)}::text[],
        ${deliveries.map((each) => each.event.event.projectId)}::text[],
        ${deliveries.map((each) => each.event.event.type)}::text[],
        ${deliveries.map((each) => each.event.event.subject)}::text[],
        ${deliveries.map((each) => each.event.event.sequence)}::integer[],
        ${deliveries.map((each) => each.message.encoding)}::text[],
        ${deliveries.map((each) => each.cancelled)}::text[],
        ${deliveries.map((each) => each.event.occurredAt)}::timestamptz[]
      ) as d (day, id, event_id, event_day, webhook_id, project_id, type, subject, sequence, encoding, cancelled,
        created_at)
    ), ${enqueue(queued)}, alive as materialized (
      select id from subjects where id = any(${[...subjects]}::text[]) and erased_at is null for share
    )
    select 'complete' as kind,
      (1 / case when (select count(*) from alive) = ${subjects.size}::integer then 1 else 0 end)::text as id
    union all select 'waiting', id from enqueued where waiting
  `;
  const rows = await written.execute(db).catch((error: unknown) => {
    if (!(error instanceof DatabaseError) || error.code !== divisionByZero) throw error;
    throw new ErasedSubject("an event was recorded for a subject that is erased");
  });
  return { waiting: new Set(rows.flatMap((row) => (row.kind === "waiting" ? [row.id] : []))) };
}

/** Executes the statement of `write` for none: its connection has it prepared from then on. */
export async function prepareWriting(db: Db): Promise<void> {
  await write(db, [], () => ({ dueAt: 0, lease: null }));
}

/** Whether these must be written in a transaction, rather than by a statement of its own. */
export function needsTransaction(prepared: readonly PreparedEvent[]): boolean {
  if (!fitOneStatement(prepared)) return true;
  return prepared.some((each) => each.deliveries.some((delivery) => delivery.fifoKey !== null));
}

function isSubject(keyId: string): boolean {
  return keyId.startsWith(`${idPrefixes.subject}_`);
}
