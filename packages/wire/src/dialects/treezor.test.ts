import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type EventType, eventDefinition } from "../catalog/index.ts";
import type { OutgoingEvent } from "./dialect.ts";
import { signer } from "./signer.ts";
import { dialectConformance } from "./testing/conformance.ts";
import { treezor } from "./treezor.ts";
import { livenessId } from "./treezor-envelope.ts";

dialectConformance(treezor);

const now = Date.UTC(2026, 0, 1, 12);
const secrets = [`whsec_${Buffer.alloc(32, 1).toString("base64")}`];
const recipient = { webhookId: "whk_01", secrets };

function outgoing(type: EventType, change: Partial<OutgoingEvent> = {}): OutgoingEvent {
  const { example } = eventDefinition(type);
  return { type, payload: example, id: "evt_01", occurredAt: now, ...change } as OutgoingEvent;
}

test("the signature is that of the payload's raw bytes under the secret as text", () => {
  const { body } = treezor.encode(outgoing("qes.finalized"), recipient);
  const start = body.indexOf('"object_payload":') + '"object_payload":'.length;
  const raw = body.slice(start, body.indexOf(',"object_id"'));
  expect(raw).toContain('"issuingPlace":"STADT K\\u00d6LN"');
  const mac = createHmac("sha256", secrets[0] ?? "")
    .update(raw)
    .digest("base64");
  expect(JSON.parse(body).object_payload_signature).toBe(mac);
});

test("the body is ASCII, with slashes escaped, and text/plain unless the webhook wants JSON", () => {
  const type = "videoConference.finalized";
  const encoded = treezor.encode(outgoing(type), recipient);
  expect(encoded.contentType).toBe("text/plain");
  expect(encoded.body).toMatch(/^[ -~]*$/);
  expect(encoded.body).not.toMatch(/[^\\]\//);
  const asked = treezor.encode(outgoing(type), { ...recipient, contentType: "application/json" });
  expect(asked).toEqual({ ...encoded, contentType: "application/json" });
});

describe("ids", () => {
  const bodyOf = (...given: Parameters<typeof treezor.encode>) => JSON.parse(treezor.encode(...given).body);

  test("webhook_id belongs to the event, whatever the webhook", () => {
    const one = bodyOf(outgoing("document.create"), recipient);
    const other = bodyOf(outgoing("document.create"), { ...recipient, webhookId: "whk_02" });
    expect(one.webhook_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5/);
    expect(other.webhook_id).toBe(one.webhook_id);
    expect(bodyOf(outgoing("document.create", { id: "evt_02" }), recipient).webhook_id).not.toBe(
      one.webhook_id,
    );
  });

  test("a wrapped event repeats it, and has a messageId of its own per webhook", () => {
    const one = bodyOf(outgoing("user.kycreview"), recipient);
    const other = bodyOf(outgoing("user.kycreview"), { ...recipient, webhookId: "whk_02" });
    expect(one.webhookId).toBe(one.webhook.webhook_id);
    expect(one.clientId).toBe(one.webhook.object_payload.users[0].clientId);
    expect(other.messageId).not.toBe(one.messageId);
    expect(other.webhookId).toBe(one.webhookId);
  });

  test("a liveness check needs its session, as nothing in the payload names it", () => {
    expect(() => treezor.encode(outgoing("kycliveness.create"), recipient)).toThrow(/subject/);
    const named = outgoing("kycliveness.create", { subject: "9dac1414-6733-46ae-b5a9-1b3aa39ea4bd" });
    expect(bodyOf(named, recipient).object_id).toBe("9dac1414-6733-46ae-b5a9-1b3aa39ea4bd");
    const session = outgoing("kycliveness.update", { subject: "V1StGXR8_Z5jdHi6B-myT" });
    const id = bodyOf(session, recipient).object_id;
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(id).toBe(livenessId("V1StGXR8_Z5jdHi6B-myT"));
  });
});

test("what came tells its subject and its moment", () => {
  const by = signer(secrets);
  const { body } = treezor.encode(outgoing("kycreview.result", { occurredAt: now + 7 }), recipient);
  expect(JSON.parse(body).webhook_created_at).toBe(now / 1000);
  const headers = treezor.sign({ id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false }, by);
  expect(treezor.decode(Buffer.from(body), headers, by, now)).toMatchObject({
    ok: true,
    event: { subject: "1", occurredAt: now },
  });
});

test.each([
  [{ object_id: 1 }, "object_id"],
  [{ webhook_created_at: "1" }, "webhook_created_at"],
])("a wrong envelope is refused by its field: %j", (change, field) => {
  const by = signer(secrets);
  const { body: right } = treezor.encode(outgoing("qes.created"), recipient);
  const body = JSON.stringify({ ...JSON.parse(right), ...change });
  const headers = treezor.sign({ id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false }, by);
  expect(treezor.decode(Buffer.from(body), headers, by, now)).toMatchObject({
    ok: false,
    problem: { problems: [{ field }] },
  });
});

test("an endlessly nested payload is refused without a crash", () => {
  const deep = `{"object_payload":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)},"object_payload_signature":"AAAA"}`;
  expect(treezor.ownSignature?.holds(Buffer.from(deep), {}, secrets)).toBe(false);
});

test("a type of another family is not written", () => {
  expect(() => treezor.encode(outgoing("kyc.failed"), recipient)).toThrow(TypeError);
  expect(() => treezor.encode(outgoing("qes.created"), { ...recipient, secrets: [] })).toThrow(TypeError);
});
