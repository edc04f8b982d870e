import {
  dialect,
  type EventType,
  eventDefinition,
  eventTypes,
  type JsonValue,
  keysOf,
  type NativeDialect,
  type OutgoingEvent,
} from "@countersign/wire";
import { bodySchema } from "./bodies.ts";
import { type JsonSchema, payloadSchema } from "./schemas.ts";

const dialects: Readonly<Record<NativeDialect, string>> = {
  "able-id": "Checks of residents and foreigners, and the data that an integrator asked for.",
  "love-and-pay": "KYC sessions.",
  treezor: "Users, documents, reviews and identifications.",
  rarus: "Users, orders and subscriptions of a shop.",
  standard: "What operators' own tooling listens to.",
};

const headers: Record<string, JsonSchema> = {
  "webhook-id": { type: "string", description: "the event's id: the same for every attempt and resend" },
  "webhook-timestamp": { type: "string", description: "seconds since the epoch, of this attempt" },
  "webhook-signature": {
    type: "string",
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, under the webhook's secret; two during a rotation",
  },
  "countersign-attempt": { type: "string", description: "counts from 1" },
  "countersign-sequence": { type: "string", description: "the event's place among those of its subject" },
  "countersign-resend": { type: "string", enum: ["true"] },
};

const loveAndPayHeaders: Record<string, JsonSchema> = {
  "x-webhook-id": { type: "string", description: "the event's id" },
  "x-webhook-timestamp": { type: "string", description: "milliseconds since the epoch, of this attempt" },
  "x-webhook-signature": {
    type: "string",
    description: "`sha256=` and the hex HMAC-SHA256 of the body, under the webhook's secret as text",
  },
};

/**
 * AsyncAPI 3.0 of everything that webhooks are sent: a message per event type of the catalog, in its
 * native format, with the catalog's example as it is sent.
 */
export function eventDocument(): Record<string, JsonValue> {
  const names = keysOf(dialects);
  const typesOf = (name: NativeDialect) =>
    eventTypes.filter((type) => eventDefinition(type).dialect === name);
  const made = eventTypes.map((type) => ({ type, ...payloadSchema(type) }));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Countersign webhooks",
      version: "1",
      description:
        "Each message is a POST to the address of a webhook, signed as Standard Webhooks defines it; a format's own signature " +
        "comes on top. A webhook may ask for another format: `standard` and `rarus` can write every type.",
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(names.map((name) => [name, channel(name, typesOf(name))])),
    operations: Object.fromEntries(
      names.map((name) => [`send.${name}`, { action: "send", channel: { $ref: `#/channels/${name}` } }]),
    ),
    components: {
      messages: Object.fromEntries(made.map(({ type, schema }) => [type, message(type, schema)])),
      schemas: Object.assign(
        {
          headers: { type: "object", properties: headers, required: Object.keys(headers).slice(0, 4) },
          "love-and-pay.headers": {
            type: "object",
            properties: loveAndPayHeaders,
            required: Object.keys(loveAndPayHeaders),
          },
        },
        ...made.map(({ shared }) => shared),
      ),
    },
  };
}

function channel(name: NativeDialect, types: readonly EventType[]): JsonValue {
  return {
    title: name,
    address: null,
    description: dialects[name],
    messages: Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  };
}

function message(type: EventType, schema: JsonSchema): JsonValue {
  const { title, description, dialect: native, subject, personal } = eventDefinition(type);
  const { contentType, body } = exampleOf(type);
  const own: JsonValue[] =
    native === "love-and-pay" ? [{ $ref: "#/components/schemas/love-and-pay.headers" }] : [];
  return {
    name: type,
    title: title.en,
    summary: description.en,
    contentType,
    headers: { type: "object", allOf: [{ $ref: "#/components/schemas/headers" }, ...own] },
    payload: bodySchema(type, schema),
    examples: [{ payload: JSON.parse(body) as JsonValue }],
    tags: [{ name: native }],
    "x-title": { ...title },
    "x-description": { ...description },
    "x-subject": subject,
    "x-personal": personal,
  };
}

/** If the body contains a signature, it is made with a secret that nobody uses. */
function exampleOf(type: EventType): { contentType: string; body: string } {
  const { example, dialect: native } = eventDefinition(type);
  const event = {
    type,
    payload: example,
    id: "evt_01kqvs928040kr072t4s5hd6y1",
    occurredAt: Date.UTC(2026, 0, 1, 12),
    sequence: 1,
    subject: "example",
  } as unknown as OutgoingEvent;
  const format = dialect(native);
  if (format.bodyDependsOn === "event") return format.encode(event);
  const secrets = [`whsec_${Buffer.alloc(32).toString("base64")}`];
  return format.encode(event, { webhookId: "whk_01kqvs928040kr072t4s5hd6y1", secrets });
}
