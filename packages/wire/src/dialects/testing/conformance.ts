import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, test } from "vitest";
import { type CatalogEvent, type EventType, eventDefinition, eventTypes } from "../../catalog/index.ts";
import type { JsonValue } from "../../json.ts";
import type { Attempt, DecodeProblem, Dialect, EncodedMessage, OutgoingEvent } from "../dialect.ts";
import { phpJson } from "../php-json.ts";
import { signer } from "../signer.ts";

const now = Date.UTC(2026, 0, 1, 12);
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;
const secret = secretOf(1);
const by = signer([secret]);

const awkward = [
  "Тошкент шаҳри, «Юнусобод»", // not ASCII
  "Oʻzbekiston", // modifier letters
  "𐍈 😀 👨‍👩‍👧", // astral characters, joiners
  "a/b\\c </script>", // slashes
  '"quoted" \u0000\u001f\u2028\u2029', // what JSON escapes, and what JavaScript once did not allow
  "\ud800", // a lone surrogate
  "e\u0301 é", // no normalisation
  "",
];

/** Every example of the catalog that the format can write. */
function examples(dialect: Dialect): OutgoingEvent[] {
  return eventTypes
    .filter((type) => dialect.supports(type))
    .map((type) => outgoing(event(type, eventDefinition(type).example)));
}

function outgoing(happened: CatalogEvent): OutgoingEvent {
  return { ...happened, id: "evt_01", occurredAt: now - 1000, sequence: 7, subject: "sbj-1" };
}

/** The event's body for a webhook with these secrets, whether or not the format cares. */
function encode(dialect: Dialect, happened: OutgoingEvent, secrets: readonly string[]): EncodedMessage {
  if (dialect.bodyDependsOn === "event") return dialect.encode(happened);
  return dialect.encode(happened, { webhookId: "whk_01", secrets });
}

/** The event's payload in a parsed body, wherever the formats put it. */
function payloadIn(body: { data?: object; object_payload?: object; webhook?: { object_payload?: object } }) {
  const payload = body.data ?? body.object_payload ?? body.webhook?.object_payload;
  if (payload === undefined) throw new Error("the body has its payload in an unknown place");
  return payload as Record<string, unknown>;
}

function event(type: EventType, payload: unknown): CatalogEvent {
  return { type, payload } as CatalogEvent;
}

/**
 * The event with `change` applied to every string of its payload that the type allows to be any
 * text.
 */
function withText(example: OutgoingEvent, text: string): OutgoingEvent {
  const replaced = (value: unknown, path: readonly string[]): unknown => {
    if (typeof value === "string") return freeText.has(path.at(-1) ?? "") ? text : value;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((inner) => replaced(inner, path));
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, replaced(inner, [...path, key])]),
    );
  };
  return outgoing(event(example.type, replaced(example.payload, [])));
}

/** The event with every number replaced that may be any; null where there is none. */
function withNumbers(example: OutgoingEvent, number: number): OutgoingEvent | null {
  let found = false;
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === "number" && freeNumbers.has(key)) {
      found = true;
      return number;
    }
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((inner) => replaced(inner, key));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaced(inner, name)]));
  };
  const payload = replaced(example.payload, "");
  return found ? outgoing(event(example.type, payload)) : null;
}

const freeNumbers = new Set([
  "passportGivePlaceId",
  "userId",
  "clientId",
  "price",
  "amount",
  "weight",
  "orderSum",
  "attempts",
]);

const freeText = new Set([
  "surname",
  "name",
  "lastName",
  "address",
  "street",
  "birthPlace",
  "full_name",
  "transactionId",
  "redirect",
  "firstName",
  "failureDetails",
  "email",
  "firstname",
  "lastname",
  "address1",
  "kycReviewComment",
  "comment",
  "documentTag",
  "last-name",
  "birthplace",
  "issuingPlace",
  "reasonMessage",
  "identId",
  "city",
  "plan",
]);

function attempt(body: string, change: Partial<Attempt> = {}): Attempt {
  return { id: "evt_01", timestamp: now / 1000, body, number: 1, resend: false, ...change };
}

/**
 * The value with all keys the other way round, but for metadata: its order is the integrator's own.
 */
function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, key === "metadata" ? inner : reversed(inner)]),
  );
}

/**
 * The promises of {@link Dialect}, which every wire format must keep. Call it in the format's test.
 */
export function dialectConformance(dialect: Dialect): void {
  const events = examples(dialect);
  const [first] = events;
  if (first === undefined) throw new Error("a format writes at least one type");

  const bodyOf = (happened: OutgoingEvent, secrets = [secret]) => encode(dialect, happened, secrets).body;
  const send = (happened: OutgoingEvent, change: Partial<Attempt> = {}) => {
    const body = bodyOf(happened);
    return { body: Buffer.from(body), headers: dialect.sign(attempt(body, change), by) };
  };
  const receive = (body: Uint8Array, headers: Record<string, string>, secrets = [secret], at = now) =>
    dialect.decode(body, headers, signer(secrets), at);
  const problemOf = (...given: Parameters<typeof receive>): DecodeProblem["code"] | "none" => {
    const decoded = receive(...given);
    return decoded.ok ? "none" : decoded.problem.code;
  };

  describe.each(events)("$type", (example) => {
    test("comes back as it was sent", () => {
      const { body, headers } = send(example, { number: 3, sequence: 7, resend: true });
      const { type, payload } = example;
      expect(receive(body, headers)).toMatchObject({
        ok: true,
        event: { type, payload, id: "evt_01", timestamp: now / 1000, attempt: 3, sequence: 7, resend: true },
      });
    });

    test("keeps every text", () => {
      for (const text of awkward) {
        const sent = withText(example, text);
        const { body, headers } = send(sent);
        // A lone surrogate has no bytes of its own; JSON keeps it by an escape.
        expect(receive(body, headers)).toMatchObject({ ok: true, event: { payload: sent.payload } });
      }
      fc.assert(
        fc.property(fc.string({ unit: "binary" }), (text) => {
          const sent = withText(example, text);
          const { body, headers } = send(sent);
          expect(receive(body, headers)).toMatchObject({ ok: true, event: { payload: sent.payload } });
        }),
        { numRuns: 30 },
      );
    });

    const numbered = withNumbers(example, Number.MAX_SAFE_INTEGER);
    if (numbered !== null) {
      test("keeps the largest numbers to the digit", () => {
        const { body, headers } = send(numbered);
        expect(body.toString()).toContain("9007199254740991");
        expect(receive(body, headers)).toMatchObject({ ok: true, event: { payload: numbered.payload } });
      });
    }

    test("has one key order, whatever the producer's", () => {
      const shuffled = outgoing(event(example.type, reversed(example.payload)));
      expect(bodyOf(shuffled)).toBe(bodyOf(example));
    });

    test("is verified by the published standardwebhooks and svix packages", () => {
      const body = bodyOf(withText(example, awkward[2] ?? ""));
      const headers = dialect.sign(attempt(body, { timestamp: Math.floor(Date.now() / 1000) }), by);
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(secretOf(2)).verify(body, headers)).toThrow();
      expect(() => new SvixWebhook(secret).verify(body, headers)).not.toThrow();
      expect(() => new SvixWebhook(secretOf(2)).verify(body, headers)).toThrow();
    });

    test("is refused after a change of any byte", () => {
      const { body, headers } = send(example);
      for (let i = 0; i < body.length; i++) {
        const changed = Buffer.from(body);
        changed[i] = (changed[i] ?? 0) ^ 1;
        expect(problemOf(changed, headers)).toBe("wrong-signature");
      }
      expect(problemOf(body.subarray(0, -1), headers)).toBe("wrong-signature");
      expect(problemOf(Buffer.concat([body, Buffer.from(" ")]), headers)).toBe("wrong-signature");
    });

    test("is refused by encode with an unknown or a missing field, named and without its value", () => {
      const known = example.payload as Record<string, unknown>;
      const [field = ""] = Object.keys(known);
      const { [field]: _, ...missing } = known;
      const bad = (payload: object) => () => bodyOf(outgoing(event(example.type, payload)));
      expect(bad({ ...known, webhookUrl: "top-secret" })).toThrow(/webhookUrl/);
      expect(bad({ ...known, webhookUrl: "top-secret" })).not.toThrow(/top-secret/);
      expect(bad(missing)).toThrow(field);
    });
  });

  describe("a signature", () => {
    const { body, headers } = send(first);

    test("of another secret is refused", () => {
      expect(problemOf(body, headers, [secretOf(2)])).toBe("wrong-signature");
    });

    test("is taken during a rotation, whichever side has rotated already", () => {
      expect(problemOf(body, headers, [secretOf(2), secret])).toBe("none");
      const text = body.toString();
      const rotating = dialect.sign(attempt(text), signer([secretOf(2), secret]));
      expect(rotating["webhook-signature"]?.split(" ")).toHaveLength(2);
      for (const one of [secret, secretOf(2)]) expect(problemOf(body, rotating, [one])).toBe("none");
      expect(problemOf(body, rotating, [secretOf(3)])).toBe("wrong-signature");
    });

    test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("needs %s, unchanged", (name) => {
      const { [name]: value = "", ...rest } = headers;
      expect(problemOf(body, rest)).toBe("missing-header");
      for (let i = 0; i < value.length; i++) {
        const other = value.charAt(i) === "1" ? "2" : "1";
        const changed = { ...headers, [name]: value.slice(0, i) + other + value.slice(i + 1) };
        expect(problemOf(body, changed)).not.toBe("none");
      }
    });

    test("holds for five minutes, to the second, in both directions", () => {
      expect(problemOf(body, headers, [secret], now + 300_000)).toBe("none");
      expect(problemOf(body, headers, [secret], now + 301_000)).toBe("timestamp-too-old");
      expect(problemOf(body, headers, [secret], now - 300_000)).toBe("none");
      expect(problemOf(body, headers, [secret], now - 301_000)).toBe("timestamp-too-new");
    });
  });

  describe("a signed body", () => {
    const signed = (text: string) => receive(Buffer.from(text), dialect.sign(attempt(text), by));

    test.each(["", "nonsense", "{", "\ufeff{}"])("that is not JSON is refused: %j", (text) => {
      expect(signed(text)).toEqual({ ok: false, problem: { code: "not-json" } });
    });

    test("that is not UTF-8 is refused", () => {
      const bytes = Buffer.from([0x22, 0xff, 0x22]);
      const [signature] = by.signatures("evt_01", now / 1000, bytes);
      const headers = { ...dialect.sign(attempt(""), by), "webhook-signature": signature ?? "" };
      expect(problemOf(bytes, headers)).toBe("not-json");
    });

    test("of any JSON never throws", () => {
      fc.assert(
        fc.property(fc.json(), (text) => {
          expect(signed(text).ok).toBe(false);
        }),
      );
    });

    test("with fields of a later version is read without them", () => {
      for (const example of events) {
        const body = JSON.parse(bodyOf(example));
        body.later = { deep: [1] };
        payloadIn(body).later = "x";
        expect(signed(JSON.stringify(body))).toMatchObject({
          ok: true,
          event: { type: example.type, payload: example.payload },
        });
      }
    });

    test("with a wrong field is refused by the field's name, without its value", () => {
      const body = JSON.parse(bodyOf(first));
      const payload = payloadIn(body);
      for (const field of Object.keys(payload)) payload[field] = 12345;
      const decoded = signed(JSON.stringify(body));
      expect(JSON.stringify(decoded)).not.toContain("12345");
      expect(decoded.ok ? null : decoded.problem.code).toMatch(/invalid-payload|unknown-type/);
    });
  });

  const { ownSignature } = dialect;
  if (ownSignature === null) return;

  describe("the format's own signature", () => {
    const holds = (body: Uint8Array, headers: Record<string, string>, ...secrets: string[]) =>
      ownSignature.holds(body, headers, secrets.length > 0 ? secrets : [secret]);

    test("holds for whatever is in the payload", () => {
      for (const example of events) {
        for (const text of awkward) {
          const { body, headers } = send(withText(example, text));
          expect(holds(body, headers)).toBe(true);
        }
      }
    });

    test("notices a change of any byte of the payload", () => {
      for (const example of events) {
        const { body, headers } = send(example);
        const { start, end } = payloadRange(body, example);
        for (let i = start; i < end; i++) {
          const changed = Buffer.from(body);
          changed[i] = (changed[i] ?? 0) ^ 1;
          expect(holds(changed, headers)).toBe(false);
        }
      }
    });

    test("is refused under another secret, and taken under one of several", () => {
      const { body, headers } = send(first);
      expect(holds(body, headers, secretOf(2))).toBe(false);
      expect(holds(body, headers, secretOf(2), secret)).toBe(true);
    });

    test("is made with the leading secret alone during a rotation", () => {
      const secrets = [secretOf(2), secret];
      const text = bodyOf(first, secrets);
      const headers = dialect.sign(attempt(text), signer(secrets));
      expect(holds(Buffer.from(text), headers, secretOf(2))).toBe(true);
      expect(holds(Buffer.from(text), headers, secret)).toBe(false);
    });

    test("of any body never throws", () => {
      const { headers } = send(first);
      fc.assert(fc.property(fc.json(), (text) => !holds(Buffer.from(text), headers)));
      expect(holds(Buffer.from([0x22, 0xff]), headers)).toBe(false);
    });
  });
}

/** Where the payload's own text lies in a body. */
function payloadRange(body: Buffer, { payload }: OutgoingEvent): { start: number; end: number } {
  for (const written of [JSON.stringify(payload), phpJson(payload as unknown as JsonValue)]) {
    const start = body.indexOf(written);
    if (start >= 0) return { start, end: start + Buffer.byteLength(written) };
  }
  throw new Error("the body does not hold its payload as text");
}
