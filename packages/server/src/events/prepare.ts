import type {
  AnyEventType,
  CatalogEvent,
  Clock,
  CustomEvent,
  DeliveryId,
  DialectName,
  EncodedMessage,
  EventId,
  OutgoingCustomEvent,
  OutgoingEvent,
  PayloadPlace,
  Random,
  WebhookId,
} from "@countersign/wire";
import {
  checkEvent,
  customMessage,
  dialect,
  eventDefinition,
  idDay,
  isCustomEventType,
  isDialectName,
} from "@countersign/wire";
import type { PayloadKeys } from "../sealing/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import type { NewEvent } from "./new-event.ts";
import { nextId } from "./ordered-ids.ts";
import type { OwnBodies, OwnBody } from "./own-bodies.ts";
import { type Plan, planFor } from "./plan.ts";
import { bodyContext, payloadContext } from "./sealing-contexts.ts";
import { unrenderedEncoding, writeUnrendered } from "./unrendered.ts";

/** An event's body in one wire format. */
interface PreparedMessage {
  encoding: string;
  contentType: string;
  /** In clear: memory only. */
  body: string;
  bodySealed: Buffer;
  /** Where the body contains the event's payload unchanged, if it does. */
  payload: PayloadPlace | null;
}

export interface PreparedDelivery extends Plan {
  id: DeliveryId;
  day: string;
  webhookId: WebhookId;
  message: PreparedMessage;
}

/**
 * All that will be written about one event: nothing is left to compute, so that many fit into one
 * statement.
 */
export interface PreparedEvent {
  id: EventId;
  day: string;
  occurredAt: Date;
  event: NewEvent<AnyEventType>;
  /** Null if a message contains the payload: it is sealed and stored once. */
  payloadSealed: Buffer | null;
  messages: PreparedMessage[];
  deliveries: PreparedDelivery[];
}

/**
 * Turns an event into what is written: checks the payload against the catalog, encodes it once per
 * wire format (per webhook if the format's body depends on it), seals it, and creates a delivery
 * per webhook. Doesn't access the store.
 *
 * @param secrets those of webhooks for which {@link signsInBody} is true.
 * @param own bodies of webhooks that have a template, instead of the format's.
 * @throws for a payload that its type refuses: a bug of the reporting module. Names fields, no
 * values.
 */
export function prepare(
  deps: { clock: Clock; random: Random },
  event: NewEvent,
  webhooks: readonly Webhook[],
  keys: PayloadKeys,
  secrets: ReadonlyMap<WebhookId, readonly string[]> = new Map(),
  own?: OwnBodies,
): PreparedEvent {
  const checked = checkEvent(event.type, event.payload);
  if (!checked.ok) {
    const fields = checked.problems.map((problem) => problem.field).join(", ");
    throw new Error(`the payload of ${event.type} does not fit the catalog: ${fields}`);
  }
  return prepareChecked(deps, event, checked.event, webhooks, keys, secrets, own);
}

/**
 * `prepare` for an event whose payload was checked already; `checked` is the result of
 * `checkPayloads`.
 *
 * @param chosen its id, if that was chosen before.
 */
export function prepareChecked(
  deps: { clock: Clock; random: Random },
  event: NewEvent<AnyEventType>,
  checked: CatalogEvent | CustomEvent,
  webhooks: readonly Webhook[],
  keys: PayloadKeys,
  secrets: ReadonlyMap<WebhookId, readonly string[]>,
  own?: OwnBodies,
  chosen?: EventId,
): PreparedEvent {
  // A clock that shows a day whose keys are destroyed is wrong: the event gets the first day that
  // has keys.
  const clock = () => Math.max(deps.clock(), keys.from);
  const id = chosen && keys.on(idDay(chosen)) ? chosen : nextId("event", clock, deps.random);
  const key = keys.on(idDay(id));
  if (!key) throw new Error("an event was recorded for a day whose payload keys are destroyed");
  const occurredAt = new Date(own?.at ?? deps.clock());
  const { subject, sequence } = event;
  const outgoing: Outgoing = {
    ...checked,
    id,
    occurredAt: occurredAt.getTime(),
    ...(subject !== undefined && { subject }),
    ...(sequence !== undefined && { sequence }),
  };
  const messages = new Map<string, PreparedMessage>();
  const deliveries = webhooks.map((webhook) => {
    const format = formatFor(webhook, event.type);
    const { bodyDependsOn } = dialect(format);
    const ownBody = own?.bodies.get(webhook.id);
    let encoding: string = bodyDependsOn === "event" && !ownBody ? format : `${format}:${webhook.id}`;
    if (ownBody && ownBody.kind !== "made") encoding = unrenderedEncoding(format, webhook.id);
    let message = messages.get(encoding);
    if (!message) {
      const usual = () => encode(format, outgoing, webhook, secrets);
      const { contentType, body, payload } = ownBody ? encodeOwn(webhook, ownBody, usual) : usual();
      const bodySealed = key.seal(body, bodyContext(id, encoding));
      message = { encoding, contentType, body, bodySealed, payload: payload ?? null };
      messages.set(encoding, message);
    }
    const deliveryId = nextId("delivery", clock, deps.random);
    const plan = planFor(webhook, subject, deps.random);
    return { id: deliveryId, day: idDay(deliveryId), webhookId: webhook.id, message, ...plan };
  });
  const written = [...messages.values()];
  const payloadSealed = written.some(({ payload }) => payload !== null)
    ? null
    : key.seal(JSON.stringify(checked.payload), payloadContext(id));
  return {
    id,
    day: idDay(id),
    occurredAt,
    event,
    payloadSealed,
    messages: written,
    deliveries,
  };
}

/**
 * Whether the webhook's body for this type contains a signature, so that its secrets are needed.
 */
export function signsInBody(webhook: Webhook, type: AnyEventType): boolean {
  return dialect(formatFor(webhook, type)).bodyDependsOn === "webhook";
}

type Outgoing = OutgoingEvent | OutgoingCustomEvent;

function isCustom(outgoing: Outgoing): outgoing is OutgoingCustomEvent {
  return isCustomEventType(outgoing.type);
}

function encode(
  format: DialectName,
  outgoing: Outgoing,
  webhook: Webhook,
  secrets: ReadonlyMap<WebhookId, readonly string[]>,
): EncodedMessage {
  if (isCustom(outgoing)) return customMessage(outgoing);
  const port = dialect(format);
  if (port.bodyDependsOn === "event") return port.encode(outgoing);
  return port.encode(outgoing, {
    webhookId: webhook.id,
    secrets: secrets.get(webhook.id) ?? [],
    ...(webhook.contentType !== null && { contentType: webhook.contentType }),
  });
}

function encodeOwn(webhook: Webhook, own: OwnBody, usual: () => EncodedMessage): EncodedMessage {
  const contentType = "application/json";
  if (own.kind === "made") return { contentType, body: own.body };
  if (own.kind !== "undecided") return { contentType, body: writeUnrendered(own) };
  const decided = webhook.body === null ? usual() : { contentType, body: null };
  return {
    contentType: decided.contentType,
    body: writeUnrendered({ ...own, body: decided.body }),
  };
}

/**
 * The webhook's own format if that supports the type, else the type's native one; `standard` for
 * custom types.
 */
function formatFor(webhook: Webhook, type: AnyEventType): DialectName {
  if (isCustomEventType(type)) return "standard";
  const own = webhook.dialect;
  return isDialectName(own) && dialect(own).supports(type) ? own : eventDefinition(type).dialect;
}
