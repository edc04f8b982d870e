import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { catalog, eventDefinition } from "../catalog/index.ts";
import type { OutgoingEvent } from "./dialect.ts";
import { loveAndPay } from "./love-and-pay.ts";
import { signer } from "./signer.ts";
import { dialectConformance } from "./testing/conformance.ts";

dialectConformance(loveAndPay);

const now = Date.UTC(2026, 0, 1, 12);
const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const by = signer([secret]);
const completed: OutgoingEvent = {
  type: "kyc.completed",
  payload: eventDefinition("kyc.completed").example,
  id: "evt_01",
  occurredAt: now + 999,
} as OutgoingEvent;

function attempt(body: string) {
  return { id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false };
}

test("its own three headers are as Love&Pay sends them", () => {
  const { body } = loveAndPay.encode(completed);
  const mac = createHmac("sha256", Buffer.from(secret, "utf8")).update(Buffer.from(body)).digest("hex");
  expect(loveAndPay.sign(attempt(body), by)).toMatchObject({
    "x-webhook-id": "evt_01",
    "x-webhook-timestamp": "1767268800000",
    "x-webhook-signature": `sha256=${mac}`,
  });
});

test("a moment is written in whole seconds, as Love&Pay has it, and read as such", () => {
  const { body } = loveAndPay.encode(completed);
  expect(JSON.parse(body)).toMatchObject({ id: "evt_01", createdAt: "2026-01-01T12:00:00Z" });
  const decoded = loveAndPay.decode(Buffer.from(body), loveAndPay.sign(attempt(body), by), by, now);
  expect(decoded).toMatchObject({ ok: true, event: { occurredAt: now } });
});

test("a document number that is not masked is refused, by encode and by name", () => {
  const { session } = eventDefinition("kyc.completed").example as { session: { verifiedData: object } };
  const verifiedData = { ...session.verifiedData, documentNumber: "AB1235678" };
  const payload = { session: { ...session, verifiedData } };
  const encode = () => loveAndPay.encode({ ...completed, payload } as OutgoingEvent);
  expect(encode).toThrow(/documentNumber/);
  expect(encode).not.toThrow(/AB1235678/);
});

test("a type of another family is neither written nor read", () => {
  const event = { ...completed, type: "qes.created", payload: eventDefinition("qes.created").example };
  expect(() => loveAndPay.encode(event as OutgoingEvent)).toThrow(TypeError);
  const body = JSON.stringify({
    id: "evt_01",
    type: "qes.created",
    createdAt: "2026-01-01T12:00:00Z",
    data: {},
  });
  expect(loveAndPay.decode(Buffer.from(body), loveAndPay.sign(attempt(body), by), by, now)).toEqual({
    ok: false,
    problem: { code: "unknown-type" },
  });
});

test("metadata comes back as it was given: order, nesting, and numbers of any size", () => {
  const metadata = { b: [1e21, 5e-324, 2 ** 53 + 2, -0.1], a: { "я/😀": null, "": {} } };
  const payload = { session: { ...catalog["kyc.failed"].example.session, metadata } };
  const { body } = loveAndPay.encode({ type: "kyc.failed", payload, id: "evt_01", occurredAt: now });
  expect(body).toContain(JSON.stringify(metadata));
  const decoded = loveAndPay.decode(Buffer.from(body), loveAndPay.sign(attempt(body), by), by, now);
  expect(decoded).toMatchObject({ ok: true, event: { payload } });
});
