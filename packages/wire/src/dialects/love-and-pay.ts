import { eventDefinition, isEventType } from "../catalog/index.ts";
import { isObject } from "../json.ts";
import { isTextMac, textMac } from "./body-mac.ts";
import type { EventDialect } from "./dialect.ts";
import { headerValue } from "./header-source.ts";
import { orderedPayload, readJson, receivedEvent, wrongEnvelope } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

const signaturePrefix = "sha256=";

/**
 * The wire format of Love&Pay: `{id, type, createdAt, data}`, `createdAt` in whole seconds as
 * there. Its own signature, `x-webhook-signature`, covers the raw body alone. It has room for one
 * secret: the leading one, which during a rotation is the previous one. `x-webhook-timestamp` is
 * that of the attempt, in milliseconds, and signed by nothing; the time that is signed is
 * `webhook-timestamp`.
 */
export const loveAndPay: EventDialect = {
  bodyDependsOn: "event",

  supports: (type) => eventDefinition(type).dialect === "love-and-pay",

  encode(event) {
    if (!loveAndPay.supports(event.type)) throw new TypeError(`the love-and-pay format has no ${event.type}`);
    const { type, payload } = orderedPayload(event);
    const createdAt = `${new Date(event.occurredAt).toISOString().slice(0, 19)}Z`;
    const body = JSON.stringify({ id: event.id, type, createdAt, data: payload });
    return { contentType: "application/json", body };
  },

  sign(attempt, by) {
    const [leading = ""] = by.secrets;
    return {
      ...standardHeaders(attempt, by),
      "x-webhook-id": attempt.id,
      "x-webhook-timestamp": String(attempt.timestamp * 1000),
      "x-webhook-signature": signaturePrefix + textMac(leading, attempt.body).toString("hex"),
    };
  },

  decode(body, headers, accepted, now) {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    if (!isObject(root) || typeof root.type !== "string" || !isEventType(root.type)) {
      return { ok: false, problem: { code: "unknown-type" } };
    }
    if (!loveAndPay.supports(root.type)) return { ok: false, problem: { code: "unknown-type" } };
    const occurredAt = typeof root.createdAt === "string" ? Date.parse(root.createdAt) : Number.NaN;
    if (Number.isNaN(occurredAt)) return wrongEnvelope(root.type, "createdAt", "must be an ISO 8601 time");
    return receivedEvent(root.type, root.data, verified.headers, { occurredAt });
  },

  ownSignature: {
    holds(body, headers, secrets) {
      const given = headerValue(headers, "x-webhook-signature");
      if (given === null || !/^sha256=[0-9a-f]{64}$/.test(given)) return false;
      return isTextMac(Buffer.from(given.slice(signaturePrefix.length), "hex"), secrets, body);
    },
  },
};
