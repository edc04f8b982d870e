import {
  ableIdOutcomeCodes,
  type EventType,
  eventDefinition,
  type JsonValue,
  type NativeDialect,
} from "@countersign/wire";
import type { JsonSchema } from "./schemas.ts";

const text: JsonSchema = { type: "string" };
const integer: JsonSchema = { type: "integer" };
const moment: JsonSchema = { type: "string", format: "date-time" };
const uuid: JsonSchema = { type: "string", format: "uuid" };

/** The body of a message in the type's native format, around the schema of its payload. */
export function bodySchema(type: EventType, payload: JsonSchema): JsonSchema {
  return envelopes[eventDefinition(type).dialect](type, payload);
}

const envelopes: Record<NativeDialect, (type: EventType, payload: JsonSchema) => JsonSchema> = {
  standard: (type, data) => object({ type: { const: type }, timestamp: moment, data }),
  "love-and-pay": (type, data) => object({ id: text, type: { const: type }, createdAt: moment, data }),
  rarus: (type, data) =>
    object({ event: { const: type }, sequence: { type: ["integer", "null"] }, occurredAt: moment, data }),
  "able-id": (type, payload) =>
    object({
      statusCode: type === "check.outcome" ? { enum: Object.values(ableIdOutcomeCodes) } : { const: 200 },
      type: text,
      message: text,
      // The code states the outcome, the message the language.
      data: type === "check.outcome" ? without(payload, ["outcome", "lang"]) : payload,
    }),
  treezor: (type, payload) => {
    const envelope = object({
      webhook: { const: type },
      webhook_id: uuid,
      object: text,
      object_id: text,
      object_payload: payload,
      webhook_created_at: {
        ...integer,
        description: "since the epoch, in seconds, milliseconds or tenths of them, by type and size",
      },
      object_payload_signature: { ...text, description: "base64 HMAC-SHA256 of object_payload as it stands" },
    });
    if (type !== "user.kycrequest" && type !== "user.kycreview") return envelope;
    return object({ messageId: uuid, webhookId: uuid, webhook: envelope, clientId: text });
  },
};

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties) };
}

function without(schema: JsonSchema, names: readonly string[]): JsonSchema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonValue>);
  const required = (schema.required ?? []) as string[];
  return {
    ...schema,
    properties: Object.fromEntries(properties.filter(([name]) => !names.includes(name))),
    required: required.filter((name) => !names.includes(name)),
  };
}
