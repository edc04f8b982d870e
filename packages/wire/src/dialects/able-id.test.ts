import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CatalogEvent } from "../catalog/index.ts";
import { languages } from "../languages.ts";
import { ableId } from "./able-id.ts";
import { signer } from "./signer.ts";
import { dialectConformance } from "./testing/conformance.ts";

dialectConformance(ableId);

const now = Date.UTC(2026, 0, 1, 12);
const by = signer([`whsec_${Buffer.alloc(32, 1).toString("base64")}`]);
const folder = new URL("./vectors/", import.meta.url);
const vectors = readdirSync(folder)
  .filter((name) => name.startsWith("able-id-"))
  .map((name) => {
    const { event, body } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Vector;
    return { name, event, body };
  });

interface Vector {
  event: CatalogEvent;
  body: unknown;
}

function receive(body: string) {
  const headers = ableId.sign({ id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false }, by);
  return ableId.decode(Buffer.from(body), headers, by, now);
}

test("there is a vector of each of able-id's five bodies and of both outcomes", () => {
  expect(vectors).toHaveLength(7);
});

describe.each(vectors)("$name", ({ event, body }) => {
  test("is what encode writes: same keys in the same order, same values", () => {
    const encoded = ableId.encode({ ...event, id: "evt_01", occurredAt: now });
    expect(encoded).toEqual({ contentType: "application/json", body: JSON.stringify(body) });
  });

  test("is read as the event", () => {
    expect(receive(JSON.stringify(body))).toMatchObject({ ok: true, event });
  });
});

test("passportGivePlaceId is a number in the passport hook and a string in the person hook", () => {
  const [passport, person] = ["able-id-passport.json", "able-id-person.json"].map((name) =>
    JSON.stringify(vectors.find((vector) => vector.name === name)?.body),
  );
  expect(passport).toContain('"passportGivePlaceId":0');
  expect(person).toContain('"passportGivePlaceId":"1"');
});

test.each(languages)("an outcome's language %s survives, though only the message tells it", (lang) => {
  for (const outcome of ["success", "failure"] as const) {
    const payload = {
      outcome,
      lang,
      redirect: null,
      attemptId: "a",
      hash: "0".repeat(40),
      transactionId: "t",
    };
    const { body } = ableId.encode({ type: "check.outcome", payload, id: "evt_01", occurredAt: now });
    expect(receive(body)).toMatchObject({ ok: true, event: { type: "check.outcome", payload } });
  }
});

test("the largest issuer's number is kept to the digit", () => {
  const vector = vectors.find(({ event }) => event.type === "check.passport");
  if (vector?.event.type !== "check.passport") throw new Error("no passport vector");
  const { payload } = vector.event;
  const data = { ...payload.data, passportGivePlaceId: Number.MAX_SAFE_INTEGER };
  const { body } = ableId.encode({
    type: "check.passport",
    payload: { ...payload, data },
    id: "evt_01",
    occurredAt: now,
  });
  expect(body).toContain("9007199254740991");
  expect(receive(body)).toMatchObject({ ok: true, event: { payload: { data } } });
});

test("an error response is not an event", () => {
  const body = JSON.stringify({ statusCode: 10500, type: "FACE_INTERNAL_ERROR", message: "x", data: {} });
  expect(receive(body)).toEqual({ ok: false, problem: { code: "unknown-type" } });
});

test("an event of another family is not written", () => {
  expect(ableId.supports("session.expired")).toBe(false);
  const payload = {
    attemptId: "a",
    transactionId: null,
    method: "identification",
    expiredAt: "2026-01-01T12:00:00Z",
  } as const;
  expect(() => ableId.encode({ type: "session.expired", payload, id: "evt_01", occurredAt: now })).toThrow(
    TypeError,
  );
});
