import {
  catalog,
  dialect,
  dialects,
  eventDefinition,
  eventTypes,
  interceptionBody,
  isBeforeEvent,
  type OutgoingEvent,
  signer,
} from "@countersign/wire";
import type { EventPayload, EventType, Format } from "../event.ts";

/** What a sample message may differ in. */
export interface SampleOptions<Type extends EventType = EventType> {
  /** the `whsec_` secret that signs it, or several, as during a rotation; default {@link sampleSecret} */
  secrets?: readonly string[];
  /** default: the event's own format */
  format?: Format;
  /** default: the catalog's example; a function gets the example */
  payload?: EventPayload<Type> | ((example: EventPayload<Type>) => EventPayload<Type>);
  /** `webhook-id`; default: another one each time */
  id?: string;
  /** default: now */
  occurredAt?: Date;
  /** when the attempt is signed; default: now */
  sentAt?: Date;
  /** default: 1; null for none, as for hooks */
  sequence?: number | null;
  /** default: 1 */
  attempt?: number;
  resend?: boolean;
  /** marks it as a test call */
  test?: boolean;
}

/** A signed message, as Countersign sends it. */
export interface SampleMessage {
  headers: Record<string, string>;
  body: string;
}

/** The secret of samples that name none. It is public: never configure a webhook with it. */
export const sampleSecret = `whsec_${Buffer.alloc(32, "sample").toString("base64")}`;

/** Every event type of the catalog. */
export const sampleTypes: readonly EventType[] = eventTypes;

/** The formats in which an event of this type can be sent, its own first. */
export function formatsOf(type: EventType): Format[] {
  const own = eventDefinition(type).dialect;
  const others = (Object.keys(dialects) as Format[]).filter((name) => name !== own);
  return [own, ...others].filter((name) => dialect(name).supports(type));
}

/** The catalog's example of what an event of this type carries; a copy of your own. */
export function examplePayload<Type extends EventType>(type: Type): EventPayload<Type> {
  return structuredClone(catalog[type].example) as unknown as EventPayload<Type>;
}

/**
 * A message of this type, encoded and signed by the code of the service itself.
 *
 * @throws TypeError naming the fields, if the payload does not match the catalog, and for a format
 * that has no events of this type.
 */
export function sampleMessage<Type extends EventType>(
  type: Type,
  options: SampleOptions<Type> = {},
): SampleMessage {
  const { secrets = [sampleSecret], sequence = 1, attempt = 1, resend = false } = options;
  const format = options.format ?? eventDefinition(type).dialect;
  const writer = dialect(format);
  if (!writer.supports(type)) throw new TypeError(`the format ${format} has no ${type}`);
  const id = options.id ?? `evt_${crypto.randomUUID()}`;
  const event = {
    type,
    payload: payloadOf(type, options),
    id,
    occurredAt: (options.occurredAt ?? new Date()).getTime(),
    subject: "sample-subject",
    ...(sequence !== null && { sequence }),
  } as OutgoingEvent;
  const { body, contentType } =
    writer.bodyDependsOn === "webhook"
      ? writer.encode(event, { webhookId: "whk_sample", secrets })
      : writer.encode(event);
  const timestamp = Math.floor((options.sentAt ?? new Date()).getTime() / 1000);
  const sent = { id, timestamp, body, number: attempt, resend, ...(sequence !== null && { sequence }) };
  const headers = writer.sign(sent, signer(secrets));
  return {
    headers: {
      "content-type": contentType,
      ...headers,
      ...(options.test && { "countersign-test": "true" }),
    },
    body,
  };
}

/** The same as a request, for `receiver.fetch`. */
export function sampleRequest<Type extends EventType>(
  type: Type,
  options: SampleOptions<Type> & { url?: string } = {},
): Request {
  const { headers, body } = sampleMessage(type, options);
  return new Request(options.url ?? "http://localhost/webhooks", { method: "POST", headers, body });
}

/** Sends it to a receiver that listens, and returns its response. */
export function sendSample<Type extends EventType>(
  url: string | URL,
  type: Type,
  options: SampleOptions<Type> = {},
): Promise<Response> {
  return fetch(sampleRequest(type, { ...options, url: String(url) }));
}

/** Every event type in every format that can carry it: what a receiver should be tested with. */
export function everySample(): { type: EventType; format: Format }[] {
  return sampleTypes.flatMap((type) => formatsOf(type).map((format) => ({ type, format })));
}

/**
 * The call of a hook about an operation of this kind, as Countersign makes it.
 *
 * @throws TypeError for an event that is not announced before it happens.
 */
export function sampleHookCall<Type extends EventType>(
  type: Type,
  options: Omit<SampleOptions<Type>, "sequence"> & { dryRun?: boolean; url?: string } = {},
): Request {
  if (!isBeforeEvent(type))
    throw new TypeError(`${type} is not announced before it happens: no hook is called`);
  const body = interceptionBody(options.format ?? "rarus", {
    event: type,
    sequence: null,
    occurredAt: (options.occurredAt ?? new Date()).toISOString(),
    data: payloadOf(type, options) as never,
  });
  const timestamp = Math.floor((options.sentAt ?? new Date()).getTime() / 1000);
  const id = options.id ?? `icp_${crypto.randomUUID()}`;
  const attempt = { id, timestamp, body, number: 1, resend: false };
  const headers = dialect("rarus").sign(attempt, signer(options.secrets ?? [sampleSecret]));
  return new Request(options.url ?? "http://localhost/hooks", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...headers,
      ...(options.dryRun && { "countersign-dry-run": "true" }),
      ...(options.test && { "countersign-test": "true" }),
    },
    body,
  });
}

function payloadOf<Type extends EventType>(
  type: Type,
  { payload }: Pick<SampleOptions<Type>, "payload">,
): EventPayload<Type> {
  if (payload === undefined) return examplePayload(type);
  return typeof payload === "function" ? payload(examplePayload(type)) : payload;
}
