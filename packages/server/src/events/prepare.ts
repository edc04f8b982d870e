import type {
  Clock,
  DeliveryId,
  DialectName,
  EventId,
  EventType,
  Random,
  WebhookId,
} from "@countersign/wire";
import { checkEvent, dialect, eventDefinition, idDay, isDialectName } from "@countersign/wire";
import type { SealingKey } from "../sealing/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import type { NewEvent } from "./new-event.ts";
import { nextId } from "./ordered-ids.ts";
import { bodyContext, payloadContext } from "./sealing-contexts.ts";

/** An event's body in one wire format. */
interface PreparedMessage {
  encoding: string;
  contentType: string;
  /** In clear: memory only. */
  body: string;
  bodySealed: Buffer;
}

interface PreparedDelivery {
  id: DeliveryId;
  day: string;
  webhookId: WebhookId;
  message: PreparedMessage;
}

/** All that is going to be written about one event: nothing is left to compute, so that many fit one statement. */
export interface PreparedEvent {
  id: EventId;
  day: string;
  occurredAt: Date;
  event: NewEvent;
  payloadSealed: Buffer;
  messages: PreparedMessage[];
  deliveries: PreparedDelivery[];
}

/**
 * Turns what happened into what is written: checks the payload against the catalog, encodes it once per wire
 * format, seals it, and names a delivery per webhook. Touches no store.
 *
 * @throws for a payload that its type refuses: a bug of the module that reports it. Names fields, no values.
 */
export function prepare(
  deps: { clock: Clock; random: Random },
  event: NewEvent,
  webhooks: readonly Webhook[],
  key: SealingKey,
): PreparedEvent {
  const checked = checkEvent(event.type, event.payload);
  if (!checked.ok) {
    const fields = checked.problems.map((problem) => problem.field).join(", ");
    throw new Error(`the payload of ${event.type} does not fit the catalog: ${fields}`);
  }
  const id = nextId("event", deps.clock, deps.random);
  const occurredAt = new Date(deps.clock());
  const messages = new Map<string, PreparedMessage>();
  const deliveries = webhooks.map((webhook) => {
    const encoding = encodingFor(webhook, event.type);
    let message = messages.get(encoding);
    if (!message) {
      const encoded = dialect(encoding).encode({ ...checked.event, occurredAt: occurredAt.getTime() });
      message = { encoding, ...encoded, bodySealed: key.seal(encoded.body, bodyContext(id, encoding)) };
      messages.set(encoding, message);
    }
    const deliveryId = nextId("delivery", deps.clock, deps.random);
    return { id: deliveryId, day: idDay(deliveryId), webhookId: webhook.id, message };
  });
  return {
    id,
    day: idDay(id),
    occurredAt,
    event,
    payloadSealed: key.seal(JSON.stringify(checked.event.payload), payloadContext(id)),
    messages: [...messages.values()],
    deliveries,
  };
}

/** The webhook's own format where it can say this type, else the type's native one. */
function encodingFor(webhook: Webhook, type: EventType): DialectName {
  const own = webhook.dialect;
  return isDialectName(own) && dialect(own).supports(type) ? own : eventDefinition(type).dialect;
}
