import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { eventTypes } from "../catalog/index.ts";
import { signer } from "./signer.ts";
import { standard } from "./standard.ts";
import { dialectConformance } from "./testing/conformance.ts";

dialectConformance(standard);

const now = Date.UTC(2026, 0, 1, 12);
const by = signer([`whsec_${Buffer.alloc(32, 1).toString("base64")}`]);

function receive(body: string) {
  const headers = standard.sign({ id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false }, by);
  return standard.decode(Buffer.from(body), headers, by, now);
}

test("every event can be written", () => {
  expect(eventTypes.filter((type) => !standard.supports(type))).toEqual([]);
});

test("the vector is what encode writes, and is read as the event with its time", () => {
  const file = new URL("./vectors/standard-session-expired.json", import.meta.url);
  const { event, occurredAt, body } = JSON.parse(readFileSync(file, "utf8"));
  expect(standard.encode({ ...event, id: "evt_01", occurredAt }).body).toBe(JSON.stringify(body));
  expect(receive(JSON.stringify(body))).toMatchObject({ ok: true, event: { ...event, occurredAt } });
});

test("a message without a time is refused", () => {
  const body = JSON.stringify({ type: "session.expired", timestamp: "yesterday", data: {} });
  expect(receive(body)).toMatchObject({ ok: false, problem: { problems: [{ field: "timestamp" }] } });
});

test.each(["toString", "__proto__", "check.unheard_of"])("the type %s is unknown", (type) => {
  expect(receive(`{"type":"${type}","timestamp":"2026-01-01T00:00:00Z","data":{}}`)).toEqual({
    ok: false,
    problem: { code: "unknown-type" },
  });
});
