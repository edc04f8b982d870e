import { type AbleIdBody, type AbleIdStatusCode, ableIdBody, ableIdCodes } from "../able-id/errors.ts";
import { type EventPayload, type EventType, eventDefinition } from "../catalog/index.ts";
import { isObject } from "../json.ts";
import { keysOf } from "../keys-of.ts";
import { type Language, languages } from "../languages.ts";
import type { Decoded, EventDialect } from "./dialect.ts";
import { orderedPayload, readJson, receivedEvent } from "./read.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

/**
 * The data hooks, distinguished on the wire by a field that only they have; the person hook also
 * has `person`.
 */
const markers = [
  ["registration", "check.person"],
  ["person", "check.foreign_person"],
  ["crc", "check.photo"],
  ["passportGivePlace", "check.passport"],
  ["address", "check.registration"],
] as const satisfies [string, EventType][];

/** The code of each outcome. */
export const ableIdOutcomeCodes = {
  success: 200,
  failure: 10203,
  expired: 10101,
} as const satisfies Record<EventPayload<"check.outcome">["outcome"], AbleIdStatusCode>;
const outcomes = keysOf(ableIdOutcomeCodes);

/** The outcome hook: the code tells the outcome, and the language of `message` is `lang`. */
function outcomeBody({ outcome, lang, ...data }: EventPayload<"check.outcome">): AbleIdBody {
  return ableIdBody(ableIdOutcomeCodes[outcome], lang, data);
}

/**
 * The language of an outcome's message; ru, the format's own, where another version words it
 * differently.
 */
function languageOf(code: AbleIdStatusCode, message: unknown): Language {
  return languages.find((language) => ableIdCodes[code].message[language] === message) ?? "ru";
}

/**
 * The wire format of able-id: `{statusCode, type, message, data}` for hooks and responses alike.
 */
export const ableId: EventDialect = {
  bodyDependsOn: "event",
  ownSignature: null,

  supports: (type) => eventDefinition(type).dialect === "able-id",

  encode(event) {
    const { type, payload } = orderedPayload(event);
    switch (type) {
      case "check.outcome":
        return { contentType: "application/json", body: JSON.stringify(outcomeBody(payload)) };
      case "check.passport":
      case "check.person":
      case "check.registration":
      case "check.photo":
      case "check.foreign_person":
        return {
          contentType: "application/json",
          body: JSON.stringify(ableIdBody(200, payload.lang, payload)),
        };
      default:
        throw new TypeError(`the able-id format has no ${type}`);
    }
  },

  sign: standardHeaders,

  decode(body, headers, accepted, now): Decoded {
    const verified = verifyStandardHeaders(body, headers, accepted, now);
    if (!verified.ok) return verified;
    const root = readJson(body);
    if (root === undefined) return { ok: false, problem: { code: "not-json" } };
    if (!isObject(root) || !isObject(root.data)) return { ok: false, problem: { code: "unknown-type" } };
    const inner = root.data.data;
    if (isObject(inner) && root.statusCode === 200) {
      const found = markers.find(([field]) => Object.hasOwn(inner, field));
      if (found !== undefined) return receivedEvent(found[1], root.data, verified.headers);
    } else if (inner === undefined) {
      const outcome = outcomes.find((one) => ableIdOutcomeCodes[one] === root.statusCode);
      if (outcome === undefined) return { ok: false, problem: { code: "unknown-type" } };
      const lang = languageOf(ableIdOutcomeCodes[outcome], root.message);
      return receivedEvent("check.outcome", { ...root.data, outcome, lang }, verified.headers);
    }
    return { ok: false, problem: { code: "unknown-type" } };
  },
};
