import { sql } from "kysely";
import { afterCommit, type Tx } from "../db/index.ts";
import { bodySecrets } from "./body-secrets.ts";
import type { EventsDeps } from "./deps.ts";
import type { FreshDelivery, Lease } from "./fresh-delivery.ts";
import type { NewEvent, RecordedEvent } from "./new-event.ts";
import { type PreparedEvent, prepare } from "./prepare.ts";
import { receivers } from "./receivers.ts";
import { write } from "./write.ts";

/** Where workers of all processes hear that something is due. */
export const deliveriesChannel = "countersign_deliveries";

/**
 * Records what happened, in the caller's transaction (opened by `inTransaction`): the event, its encoded
 * messages and its deliveries. Once that commits, nothing of it can be lost; if it rolls back, nothing is sent.
 *
 * @throws for a payload that its type refuses (a bug of the caller), and for a subject that is erased.
 */
export async function record(deps: EventsDeps, tx: Tx, event: NewEvent): Promise<RecordedEvent> {
  const keys = await deps.keyring.payloadKeys(tx, event.keyId);
  if (!keys) throw new Error("an event was recorded for a key that is erased or unknown");
  const webhooks = await receivers(deps, tx, event);
  const prepared = prepare(deps, event, webhooks, keys, await bodySecrets(deps, tx, event.type, webhooks));
  await handOver(deps, tx, [prepared]);
  return { id: prepared.id, deliveries: prepared.deliveries.length };
}

/** Writes the events and sees to it that a worker learns of them once they are committed. */
async function handOver(deps: EventsDeps, tx: Tx, prepared: readonly PreparedEvent[]): Promise<void> {
  const { lease, dispatch } = deps;
  if (lease && dispatch) {
    const held = lease();
    await write(tx, prepared, held);
    afterCommit(tx, () => dispatch(prepared.flatMap((each) => fresh(each, held))));
  } else {
    await write(tx, prepared, { dueAt: deps.clock() });
    // Postgres itself holds the notification back until the commit.
    await sql`select pg_notify(${deliveriesChannel}, '')`.execute(tx);
  }
}

function fresh(prepared: PreparedEvent, lease: Lease): FreshDelivery[] {
  const { event } = prepared;
  return prepared.deliveries.map(({ id, webhookId, message }) => ({
    id,
    eventId: prepared.id,
    webhookId,
    projectId: event.projectId,
    type: event.type,
    sequence: event.sequence ?? null,
    keyId: event.keyId,
    encoding: message.encoding,
    contentType: message.contentType,
    body: message.body,
    lease,
  }));
}
