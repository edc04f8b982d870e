import type { WebhookId } from "@countersign/wire";
import { type Db, inTransaction, type Tx } from "../db/index.ts";
import { createBodyRoom } from "./body-room.ts";
import { bodySecrets } from "./body-secrets.ts";
import type { EventsDeps } from "./deps.ts";
import { ErasedSubject } from "./erased-subject.ts";
import { handOver, handOverAlone, handOverAwaited } from "./hand-over.ts";
import type { NewEvent, RecordedEvent } from "./new-event.ts";
import { laterBodies, meetingConditions, ownBodies } from "./own-bodies.ts";
import { type PreparedEvent, prepare } from "./prepare.ts";
import { receivers } from "./receivers.ts";
import { needsTransaction } from "./write.ts";

/**
 * For events that are recorded alone: interceptions, for example, of which many may be in flight.
 */
const enterRoom = createBodyRoom();

/**
 * Records an event in the caller's transaction (opened by `inTransaction`): the event, its encoded
 * messages and its deliveries. Once that commits, no part of it can be lost; if it rolls back,
 * nothing is sent. Conditions and templates are left to the worker that sends: no connection is
 * held while one of them runs.
 *
 * @throws for a payload that its type refuses (a bug of the caller), and ErasedSubject.
 */
export async function record(deps: EventsDeps, tx: Tx, event: NewEvent): Promise<RecordedEvent> {
  const prepared = await prepareIn(deps, tx, event);
  await handOver(deps, tx, [prepared]);
  return recorded(prepared);
}

/**
 * `record` for an operation whose response waits for the webhooks in modes `await` and `await_keep`.
 * They are called one after another, in their order, once the transaction has committed.
 *
 * @returns a function to call after the commit: it resolves once they are done or have timed out
 * (ten seconds at most), to the names of those that did not accept the event by then. Nothing is
 * lost: their deliveries are retried from the queue.
 */
export async function recordAwaited(
  deps: EventsDeps,
  tx: Tx,
  event: NewEvent,
): Promise<() => Promise<string[]>> {
  return handOverAwaited(deps, tx, await prepareIn(deps, tx, event));
}

async function prepareIn(deps: EventsDeps, tx: Tx, event: NewEvent): Promise<PreparedEvent> {
  const keys = await keysOf(deps, tx, event);
  const { wanting, addressed } = await receivers(deps, tx, event);
  const webhooks = [...wanting, ...addressed];
  const secrets = await bodySecrets(deps, tx, event.type, webhooks);
  const undecided = new Set<WebhookId>();
  for (const { id, condition } of wanting) if (condition !== null) undecided.add(id);
  const later = laterBodies(deps, event, webhooks, undecided);
  return prepare(deps, event, webhooks, keys, secrets, later);
}

/**
 * The same if nothing else is written with it: conditions and templates are evaluated first, then
 * it is committed.
 *
 * @throws as `record` does.
 */
export async function recordAlone(deps: EventsDeps, db: Db, event: NewEvent): Promise<RecordedEvent> {
  const keys = await keysOf(deps, db, event);
  const { wanting, addressed } = await receivers(deps, db, event);
  const webhooks = [...(await meetingConditions(deps, event, wanting)), ...addressed];
  const secrets = await bodySecrets(deps, db, event.type, webhooks);
  const room = enterRoom(event.projectId);
  try {
    const apart = webhooks.filter(({ body }) => body !== null).length;
    if (apart > 0) await room.waitFor(JSON.stringify(event.payload).length, apart);
    const own = await ownBodies(deps, event, webhooks, room);
    const prepared = prepare(deps, event, webhooks, keys, secrets, own);
    if (needsTransaction([prepared])) await inTransaction(db, (tx) => handOver(deps, tx, [prepared]));
    else await handOverAlone(deps, db, [prepared]);
    return recorded(prepared);
  } finally {
    room.leave();
  }
}

async function keysOf(deps: EventsDeps, db: Db, event: NewEvent) {
  const keys = await deps.keyring.payloadKeys(db, event.keyId);
  if (!keys) throw new ErasedSubject("the event's key is erased or unknown");
  return keys;
}

function recorded({ id, deliveries }: PreparedEvent): RecordedEvent {
  return { id, deliveries: deliveries.length };
}
