import type { DeliveryId, ProjectId } from "@countersign/wire";
import { afterCommit, type Db, type Tx, wake, withoutShare } from "../db/index.ts";
import { deliveriesChannel, type Lease, lockOrder } from "../delivery/queue/index.ts";
import { logBytesOf, rowBytes, type Storage } from "../storage/index.ts";
import type { EventsDeps } from "./deps.ts";
import type { AwaitedDelivery, FreshDelivery } from "./fresh-delivery.ts";
import { partsOf } from "./parts.ts";
import type { PreparedDelivery, PreparedEvent } from "./prepare.ts";
import { type Placement, write } from "./write.ts";

/** Writes the events in the transaction, and passes them to a worker once they are committed. */
export async function handOver(deps: EventsDeps, tx: Tx, prepared: readonly PreparedEvent[]): Promise<void> {
  await lockOrder(
    tx,
    prepared.flatMap((each) => each.deliveries),
  );
  const fresh = await writeUnderLease(deps, tx, prepared);
  afterCommit(tx, () => {
    deps.dispatch?.(fresh);
    reportAccepted(deps, prepared);
  });
}

/**
 * `handOver` of one event whose deliveries to awaited webhooks are sent one after another. Call the
 * returned function after the commit: see `recordAwaited`.
 */
export async function handOverAwaited(
  deps: EventsDeps,
  tx: Tx,
  prepared: PreparedEvent,
): Promise<() => Promise<string[]>> {
  const { awaited: port } = deps;
  const awaited = port ? prepared.deliveries.filter(isAwaited) : [];
  if (!port || awaited.length === 0) {
    await handOver(deps, tx, [prepared]);
    return async () => [];
  }
  await lockOrder(tx, prepared.deliveries);
  const lease: EventsDeps["lease"] = (webhookId, projectId) =>
    awaited.some((each) => each.webhookId === webhookId)
      ? port.lease(webhookId, projectId)
      : (deps.lease?.(webhookId, projectId) ?? null);
  const fresh = new Map(
    (await writeUnderLease({ ...deps, lease }, tx, [prepared])).map((each) => [each.id, each]),
  );
  let sent: Promise<string[]> = Promise.resolve([]);
  afterCommit(tx, () => {
    const inTurn = awaited.map(({ id, awaited: how }): AwaitedDelivery => ({ ...how, fresh: take(id) }));
    if (fresh.size > 0) deps.dispatch?.([...fresh.values()]);
    sent = port.send(inTurn);
    reportAccepted(deps, [prepared]);
  });
  return () => sent;

  function take(id: DeliveryId): FreshDelivery | null {
    const found = fresh.get(id) ?? null;
    fresh.delete(id);
    return found;
  }
}

type Awaited = PreparedDelivery & { awaited: NonNullable<PreparedDelivery["awaited"]> };

/** A delivery that is cancelled from the start is not awaited. */
function isAwaited(delivery: PreparedDelivery): delivery is Awaited {
  return delivery.awaited !== null && delivery.cancelled === null;
}

/**
 * The same in one statement that is its own transaction, for events that don't need one
 * (`needsTransaction`).
 */
export async function handOverAlone(
  deps: EventsDeps,
  db: Db,
  prepared: readonly PreparedEvent[],
): Promise<void> {
  const fresh = await writeUnderLease(deps, db, prepared);
  // The worker continues from here for others, too.
  withoutShare(() => deps.dispatch?.(fresh));
  reportAccepted(deps, prepared);
}

function reportAccepted(deps: EventsDeps, prepared: readonly PreparedEvent[]): void {
  if (deps.storage) countStored(deps.storage, prepared);
  const { onAccepted, clock } = deps;
  if (!onAccepted) return;
  const committedAt = clock();
  onAccepted(
    prepared.map(({ id, event, occurredAt, deliveries }) => ({
      id,
      projectId: event.projectId,
      type: event.type,
      deliveries: deliveries.length,
      occurredAt: occurredAt.getTime(),
      committedAt,
    })),
  );
}

function countStored(storage: Pick<Storage, "count">, prepared: readonly PreparedEvent[]): void {
  for (const { event, day, payloadSealed, messages, deliveries } of prepared) {
    let bodies = 0;
    for (const { bodySealed } of messages) bodies += rowBytes.body + bodySealed.length;
    if (bodies > 0) storage.count(event.projectId, "bodies", day, bodies);
    storage.count(event.projectId, "log", day, logBytesOf(payloadSealed?.length ?? 0, deliveries.length));
  }
}

/**
 * Writes the events, and returns those deliveries that are under this process's lease. Many rows are written in
 * several statements, which need a transaction: what is left to do of one is done while others have their turns.
 */
async function writeUnderLease(
  deps: EventsDeps,
  db: Db,
  prepared: readonly PreparedEvent[],
): Promise<FreshDelivery[]> {
  const fresh: FreshDelivery[] = [];
  for (const part of partsOf(prepared)) fresh.push(...(await writePart(deps, db, part)));
  if (!deps.dispatch) wake(db, deliveriesChannel);
  return fresh;
}

async function writePart(
  deps: EventsDeps,
  db: Db,
  prepared: readonly PreparedEvent[],
): Promise<FreshDelivery[]> {
  const now = deps.clock();
  const leases = new Map<DeliveryId, Lease>();
  const place = (delivery: PreparedDelivery, projectId: ProjectId): Placement => {
    if (delivery.delayMs > 0) return { dueAt: now + delivery.delayMs, lease: null };
    const lease = deps.lease?.(delivery.webhookId, projectId) ?? null;
    if (lease) leases.set(delivery.id, lease);
    return { dueAt: now, lease };
  };
  const { waiting } = await write(db, prepared, place);
  return prepared.flatMap((event) =>
    event.deliveries.flatMap((delivery) => {
      const lease = leases.get(delivery.id);
      return lease && !waiting.has(delivery.id) ? [freshDelivery(event, delivery, lease)] : [];
    }),
  );
}

function freshDelivery(
  { id: eventId, event }: PreparedEvent,
  delivery: PreparedDelivery,
  lease: Lease,
): FreshDelivery {
  const { id, webhookId, message, fifoKey } = delivery;
  return {
    id,
    eventId,
    webhookId,
    projectId: event.projectId,
    type: event.type,
    sequence: event.sequence ?? null,
    keyId: event.keyId,
    encoding: message.encoding,
    contentType: message.contentType,
    body: message.body,
    fifoKey,
    lease,
  };
}
