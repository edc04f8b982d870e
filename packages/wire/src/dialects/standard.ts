import { isEventType } from "../catalog/index.ts";
import { isObject } from "../json.ts";
import { aroundPayload } from "./around-payload.ts";
import type { EncodedMessage, EventDialect, OutgoingCustomEvent } from "./dialect.ts";
import { orderedPayload, readJson, receivedEvent, wrongEnvelope } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

/**
 * The format of the Standard Webhooks specification: `{type, timestamp, data}`; every event can be
 * written in it.
 */
export const standard: EventDialect = {
  bodyDependsOn: "event",
  ownSignature: null,

  supports: () => true,

  encode(event) {
    const { type, payload } = orderedPayload(event);
    return message(type, event.occurredAt, payload);
  },

  sign: standardHeaders,

  decode(body, headers, accepted, now) {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    if (!isObject(root) || typeof root.type !== "string" || !isEventType(root.type)) {
      return { ok: false, problem: { code: "unknown-type" } };
    }
    const occurredAt = typeof root.timestamp === "string" ? Date.parse(root.timestamp) : Number.NaN;
    if (Number.isNaN(occurredAt)) return wrongEnvelope(root.type, "timestamp", "must be an ISO 8601 time");
    return receivedEvent(root.type, root.data, verified.headers, { occurredAt });
  },
};

/**
 * The body for an event of a project's own type: it goes out in the standard format to every
 * webhook, its payload as it was recorded. `decode` verifies such a message and returns
 * `unknown-type`: its schema is the project's.
 */
export function customMessage({ type, payload, occurredAt }: OutgoingCustomEvent): EncodedMessage {
  return message(type, occurredAt, payload);
}

function message(type: string, occurredAt: number, data: object): EncodedMessage {
  const timestamp = new Date(occurredAt).toISOString();
  return aroundPayload(`{"type":"${type}","timestamp":"${timestamp}","data":`, data);
}
