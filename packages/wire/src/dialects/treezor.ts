import { isBase64 } from "../base64.ts";
import { eventDefinition, isEventType } from "../catalog/index.ts";
import type { JsonValue } from "../json.ts";
import { isObject } from "../json.ts";
import { treezorCreatedAt, treezorMoment } from "../treezor/times.ts";
import { isTextMac, textMac } from "./body-mac.ts";
import type { WebhookDialect } from "./dialect.ts";
import { phpJson } from "./php-json.ts";
import { orderedPayload, readJson, receivedEvent, wrongEnvelope } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";
import { envelopeOf, treezorEnvelope } from "./treezor-envelope.ts";

/**
 * The wire format of Treezor: an envelope that signs its `object_payload`, in each sample's key
 * order (see `treezor-envelope.ts`). The whole body is written as PHP's `json_encode` writes it, so
 * that a receiver may verify the raw bytes of `object_payload` or encode it again. As the signature
 * is in the body, the body is the webhook's own. It has room for one secret: the leading one, which
 * during a rotation is the previous one. A body that was made before another secret began to lead
 * is signed again when it is sent.
 */
export const treezor: WebhookDialect = {
  bodyDependsOn: "webhook",

  supports: (type) => eventDefinition(type).dialect === "treezor",

  encode(event, recipient) {
    const [leading] = recipient.secrets;
    if (leading === undefined) throw new TypeError("a webhook has at least one signing secret");
    const ordered = orderedPayload(event);
    const payload = ordered.payload as unknown as Record<string, JsonValue>;
    const envelope = treezorEnvelope(ordered, {
      eventId: event.id,
      webhookId: recipient.webhookId,
      subject: event.subject,
      createdAt: treezorCreatedAt(event.occurredAt, event.type, resultIn(payload)),
      signature: textMac(leading, phpJson(payload)).toString("base64"),
    });
    return { contentType: recipient.contentType ?? "text/plain", body: phpJson(envelope) };
  },

  signAnew(body, by) {
    const [leading = ""] = by.secrets;
    const root = readJson(Buffer.from(body));
    const envelope = envelopeOf(root);
    const given = envelope?.object_payload_signature;
    const payload = envelope && canonical(envelope.object_payload);
    if (!envelope || payload === null || typeof given !== "string" || !isBase64(given)) return body;
    const signature = textMac(leading, payload).toString("base64");
    if (signature === given) return body;
    envelope.object_payload_signature = signature;
    return phpJson(root as Record<string, JsonValue>);
  },

  sign: standardHeaders,

  decode(body, headers, accepted, now) {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    const envelope = envelopeOf(root);
    const type = envelope?.webhook;
    if (!envelope || typeof type !== "string" || !isEventType(type) || !treezor.supports(type)) {
      return { ok: false, problem: { code: "unknown-type" } };
    }
    const { object_id: subject, webhook_created_at: createdAt } = envelope;
    if (typeof subject !== "string") return wrongEnvelope(type, "object_id", "must be text");
    if (typeof createdAt !== "number" || !Number.isSafeInteger(createdAt)) {
      return wrongEnvelope(type, "webhook_created_at", "must be an integer");
    }
    const occurredAt = treezorMoment(createdAt);
    return receivedEvent(type, envelope.object_payload, verified.headers, { occurredAt, subject });
  },

  ownSignature: {
    holds(body, _headers, secrets) {
      const envelope = envelopeOf(readJson(body));
      const given = envelope?.object_payload_signature;
      if (!envelope || typeof given !== "string" || !isBase64(given)) return false;
      const payload = canonical(envelope.object_payload);
      return payload !== null && isTextMac(Buffer.from(given, "base64"), secrets, payload);
    },
  },
};

function resultIn({ result }: Record<string, JsonValue>): string | undefined {
  return typeof result === "string" ? result : undefined;
}

/** What is signed of a payload as it came; null for one that no sender can have signed. */
function canonical(payload: unknown): string | null {
  if (!isObject(payload)) return null;
  try {
    return phpJson(payload as Record<string, JsonValue>);
  } catch {
    return null;
  }
}
