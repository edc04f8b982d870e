import { isEventType } from "../catalog/index.ts";
import type { EventDialect } from "./dialect.ts";
import { isRecord, orderedPayload, readJson, receivedEvent, wrongEnvelope } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

/** The format of the Standard Webhooks specification: `{type, timestamp, data}`; every event can be written in it. */
export const standard: EventDialect = {
  bodyDependsOn: "event",
  ownSignature: null,

  supports: () => true,

  encode(event) {
    const { type, payload } = orderedPayload(event);
    const timestamp = new Date(event.occurredAt).toISOString();
    return { contentType: "application/json", body: JSON.stringify({ type, timestamp, data: payload }) };
  },

  sign: standardHeaders,

  decode(body, headers, accepted, now) {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    if (!isRecord(root) || typeof root.type !== "string" || !isEventType(root.type)) {
      return { ok: false, problem: { code: "unknown-type" } };
    }
    const occurredAt = typeof root.timestamp === "string" ? Date.parse(root.timestamp) : Number.NaN;
    if (Number.isNaN(occurredAt)) return wrongEnvelope(root.type, "timestamp", "must be an ISO 8601 time");
    return receivedEvent(root.type, root.data, verified.headers, { occurredAt });
  },
};
