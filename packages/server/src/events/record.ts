import type { Tx } from "../db/index.ts";
import { bodySecrets } from "./body-secrets.ts";
import type { EventsDeps } from "./deps.ts";
import { ErasedSubject } from "./erased-subject.ts";
import { handOver } from "./hand-over.ts";
import type { NewEvent, RecordedEvent } from "./new-event.ts";
import { ownBodies } from "./own-bodies.ts";
import { prepare } from "./prepare.ts";
import { receivers } from "./receivers.ts";

/**
 * Records what happened, in the caller's transaction (opened by `inTransaction`): the event, its encoded
 * messages and its deliveries. Once that commits, nothing of it can be lost; if it rolls back, nothing is sent.
 *
 * @throws for a payload that its type refuses (a bug of the caller), and for a subject that is erased.
 */
export async function record(deps: EventsDeps, tx: Tx, event: NewEvent): Promise<RecordedEvent> {
  const keys = await deps.keyring.payloadKeys(tx, event.keyId);
  if (!keys) throw new ErasedSubject("an event was recorded for a key that is erased or unknown");
  const webhooks = await receivers(deps, tx, event);
  const secrets = await bodySecrets(deps, tx, event.type, webhooks);
  const prepared = prepare(deps, event, webhooks, keys, secrets, await ownBodies(deps, event, webhooks));
  await handOver(deps, tx, [prepared]);
  return { id: prepared.id, deliveries: prepared.deliveries.length };
}
