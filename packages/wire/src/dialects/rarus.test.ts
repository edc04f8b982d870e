import { expect, test } from "vitest";
import { eventDefinition } from "../catalog/index.ts";
import type { OutgoingEvent } from "./dialect.ts";
import { rarus, renderedMessage } from "./rarus.ts";
import { signer } from "./signer.ts";
import { dialectConformance } from "./testing/conformance.ts";

dialectConformance(rarus);

const now = Date.UTC(2026, 0, 1, 12);
const by = signer([`whsec_${Buffer.alloc(32, 1).toString("base64")}`]);

function receive(body: string) {
  const headers = rarus.sign({ id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false }, by);
  return rarus.decode(Buffer.from(body), headers, by, now);
}

test("the canonical body has four keys in this order; a missing sequence is null", () => {
  const { example } = eventDefinition("on_subscription");
  const event = { type: "on_subscription", payload: example, id: "evt_01", occurredAt: now } as OutgoingEvent;
  const written = (sequence: string) =>
    `{"event":"on_subscription","sequence":${sequence},"occurredAt":"2026-01-01T12:00:00.000Z","data":${JSON.stringify(example)}}`;
  expect(rarus.encode({ ...event, sequence: 3 }).body).toBe(written("3"));
  expect(rarus.encode(event).body).toBe(written("null"));
  expect(receive(written("null"))).toMatchObject({ ok: true, event: { occurredAt: now } });
});

test.each([
  ['{"event":"on_subscription","sequence":"3","occurredAt":"2026-01-01T12:00:00Z","data":{}}', "sequence"],
  ['{"event":"on_subscription","sequence":3,"occurredAt":"soon","data":{}}', "occurredAt"],
])("a wrong envelope is refused by its field: %s", (body, field) => {
  expect(receive(body)).toMatchObject({ ok: false, problem: { problems: [{ field }] } });
});

test("a body of the webhook's own is sent as it is, signed like any other", () => {
  const body = '{ "who": "Иван / 😀" }';
  expect(renderedMessage(body)).toEqual({ contentType: "application/json", body });
  expect(receive(body)).toEqual({ ok: false, problem: { code: "unknown-type" } });
  expect(() => renderedMessage("{ secret }")).toThrow(TypeError);
  expect(() => renderedMessage("{ secret }")).not.toThrow(/secret/);
});
