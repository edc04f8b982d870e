import { idPrefixes } from "@countersign/wire";
import { sql } from "kysely";
import type { Tx } from "../db/index.ts";
import type { Lease } from "./fresh-delivery.ts";
import type { PreparedEvent } from "./prepare.ts";

/** Queue rows without a lease: due at `dueAt`, for whoever claims them first. */
export interface Unleased {
  dueAt: number;
}

/**
 * Writes any number of prepared events in one statement and one round trip: events, messages, deliveries and
 * queue rows, in the order given. Arrays keep the statement's text the same for every count, so that it is
 * planned once.
 *
 * Holds each subject's row until the commit (`for share`): an erasure that runs at the same time either waits
 * and then finds the new deliveries, or came first, and this throws.
 *
 * @throws when a subject was erased meanwhile.
 */
export async function write(
  tx: Tx,
  prepared: readonly PreparedEvent[],
  lease: Lease | Unleased,
): Promise<void> {
  const messages = prepared.flatMap((event) => event.messages.map((message) => ({ ...message, event })));
  const deliveries = prepared.flatMap((event) =>
    event.deliveries.map((delivery) => ({ ...delivery, event })),
  );
  const subjects = new Set(prepared.map((each) => each.event.keyId).filter(isSubject));
  const claim = "claim" in lease ? lease.claim : null;
  const dueAt = new Date("claim" in lease ? lease.until : lease.dueAt);

  const alive = await sql<{ id: string }>`
    with new_events as (
      insert into events (day, id, project_id, type, subject, sequence, key_id, payload_sealed, occurred_at)
      select * from unnest(
        ${prepared.map((each) => each.day)}::date[],
        ${prepared.map((each) => each.id)}::text[],
        ${prepared.map((each) => each.event.projectId)}::text[],
        ${prepared.map((each) => each.event.type)}::text[],
        ${prepared.map((each) => each.event.subject ?? null)}::text[],
        ${prepared.map((each) => each.event.sequence ?? null)}::integer[],
        ${prepared.map((each) => each.event.keyId)}::text[],
        ${prepared.map((each) => each.payloadSealed)}::bytea[],
        ${prepared.map((each) => each.occurredAt)}::timestamptz[]
      )
    ), new_messages as (
      insert into messages (day, event_id, encoding, content_type, key_id, body_sealed)
      select * from unnest(
        ${messages.map((each) => each.event.day)}::date[],
        ${messages.map((each) => each.event.id)}::text[],
        ${messages.map((each) => each.encoding)}::text[],
        ${messages.map((each) => each.contentType)}::text[],
        ${messages.map((each) => each.event.event.keyId)}::text[],
        ${messages.map((each) => each.bodySealed)}::bytea[]
      )
    ), added as materialized (
      select * from unnest(
        ${deliveries.map((each) => each.day)}::date[],
        ${deliveries.map((each) => each.id)}::text[],
        ${deliveries.map((each) => each.event.id)}::text[],
        ${deliveries.map((each) => each.event.day)}::date[],
        ${deliveries.map((each) => each.webhookId)}::text[],
        ${deliveries.map((each) => each.event.event.projectId)}::text[],
        ${deliveries.map((each) => each.event.event.type)}::text[],
        ${deliveries.map((each) => each.event.event.subject ?? null)}::text[],
        ${deliveries.map((each) => each.event.event.sequence ?? null)}::integer[],
        ${deliveries.map((each) => each.message.encoding)}::text[],
        ${deliveries.map((each) => each.event.occurredAt)}::timestamptz[]
      ) as d (day, id, event_id, event_day, webhook_id, project_id, type, subject, sequence, encoding, created_at)
    ), new_deliveries as (
      insert into deliveries (day, id, event_id, event_day, webhook_id, project_id, type, subject, sequence,
        encoding, status, created_at)
      select d.day, d.id, d.event_id, d.event_day, d.webhook_id, d.project_id, d.type, d.subject, d.sequence,
        d.encoding, 'pending', d.created_at
      from added d
    ), queued as (
      insert into delivery_queue (delivery_id, delivery_day, webhook_id, due_at, claim)
      select d.id, d.day, d.webhook_id, ${dueAt}::timestamptz, ${claim}::text from added d
    )
    select id from subjects where id = any(${[...subjects]}::text[]) and wrapped_key is not null for share
  `.execute(tx);

  if (alive.rows.length < subjects.size)
    throw new Error("an event was recorded for a subject that is erased");
}

function isSubject(keyId: string): boolean {
  return keyId.startsWith(`${idPrefixes.subject}_`);
}
