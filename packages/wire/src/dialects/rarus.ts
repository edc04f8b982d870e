import { isEventType } from "../catalog/index.ts";
import { isObject } from "../json.ts";
import { aroundPayload } from "./around-payload.ts";
import type { EncodedMessage, EventDialect } from "./dialect.ts";
import { orderedPayload, readJson, receivedEvent, wrongEnvelope } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

/**
 * The wire format of Rarus's webhooks when their settings have no body of their own: `{event,
 * sequence, occurredAt, data}`. Any event can be written in it. A body of the webhook's own is made
 * by {@link renderedMessage} and sent with the same headers; `decode` verifies it, but as it may
 * contain anything, returns `unknown-type`.
 */
export const rarus: EventDialect = {
  bodyDependsOn: "event",
  ownSignature: null,

  supports: () => true,

  encode(event) {
    const { type, payload } = orderedPayload(event);
    const occurredAt = new Date(event.occurredAt).toISOString();
    const sequence = event.sequence ?? null;
    const head = `{"event":"${type}","sequence":${sequence},"occurredAt":"${occurredAt}","data":`;
    return aroundPayload(head, payload);
  },

  sign: standardHeaders,

  decode(body, headers, accepted, now) {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    if (!isObject(root) || typeof root.event !== "string" || !isEventType(root.event)) {
      return { ok: false, problem: { code: "unknown-type" } };
    }
    const { event: type, sequence } = root;
    if (sequence !== null && !Number.isSafeInteger(sequence)) {
      return wrongEnvelope(type, "sequence", "must be an integer or null");
    }
    const occurredAt = typeof root.occurredAt === "string" ? Date.parse(root.occurredAt) : Number.NaN;
    if (Number.isNaN(occurredAt)) return wrongEnvelope(type, "occurredAt", "must be an ISO 8601 time");
    return receivedEvent(type, root.data, verified.headers, { occurredAt });
  },
};

/**
 * A message with a body that the webhook's own template rendered. Throws a TypeError (without the
 * text) when it is not JSON: the caller's templates are checked before.
 */
export function renderedMessage(body: string): EncodedMessage {
  try {
    JSON.parse(body);
  } catch {
    throw new TypeError("a rendered body must be JSON");
  }
  return { contentType: "application/json", body };
}
