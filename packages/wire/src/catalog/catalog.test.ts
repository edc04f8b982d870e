import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { dialect } from "../dialects/index.ts";
import {
  catalog,
  checkEvent,
  eventDefinition,
  eventJsonSchema,
  eventTypes,
  isBeforeEvent,
  isEventType,
} from "./index.ts";

describe.each(eventTypes)("%s", (type) => {
  const definition = eventDefinition(type);

  test("stands under its own name and speaks a format that can write it", () => {
    expect(definition.type).toBe(type);
    expect(dialect(definition.dialect).supports(type)).toBe(true);
  });

  test("has an example that is right, in the order of the schema", () => {
    const checked = checkEvent(type, definition.example);
    expect(checked).toEqual({ ok: true, event: { type, payload: definition.example } });
    expect(checked.ok && JSON.stringify(checked.event.payload)).toBe(JSON.stringify(definition.example));
  });

  test("is explained in both languages", () => {
    for (const text of [definition.title, definition.description]) {
      expect(text.ru).toMatch(/\p{Script=Cyrillic}/u);
      expect(text.en).not.toMatch(/\p{Script=Cyrillic}/u);
    }
  });

  test("refuses an unknown field by name", () => {
    const checked = checkEvent(type, { ...definition.example, callbackUrl: "x" });
    expect(checked).toMatchObject({ ok: false, problems: [{ field: "callbackUrl" }] });
  });
});

test("personal data is where people are named or an upstream's own fields go along, and nowhere else", () => {
  expect(eventTypes.filter((type) => !catalog[type].personal)).toEqual([
    "check.outcome",
    "qes.created",
    "qes.processing",
    "qes.aborted",
    "videoConference.created",
    "videoConference.processing",
    "videoConference.aborted",
    "on_subscription",
    "session.started",
    "session.submitted",
    "session.resubmission_requested",
    "session.expired",
    "review.requested",
    "webhook.disabled",
    "webhook.recovered",
    "delivery.exhausted",
  ]);
});

test("the types that may be gated are the before-events", () => {
  expect(eventTypes.filter(isBeforeEvent)).toEqual(eventTypes.filter((type) => type.startsWith("before_")));
  expect(eventTypes.filter(isBeforeEvent)).toHaveLength(7);
});

test("each service's family is whole", () => {
  const count = (dialect: string) => eventTypes.filter((type) => catalog[type].dialect === dialect).length;
  expect(["able-id", "love-and-pay", "treezor", "rarus", "standard"].map(count)).toEqual([6, 2, 17, 9, 8]);
});

test("an inherited member's name is not a type", () => {
  expect(isEventType("toString")).toBe(false);
  expect(isEventType("check.person")).toBe(true);
});

describe("a payload's JSON Schema", () => {
  const validator = new Ajv2020({ strict: true, allErrors: true });
  addFormats.default(validator);

  test.each(eventTypes)("of %s takes the example and refuses what the catalog refuses", (type) => {
    const schema = eventJsonSchema(type);
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    const validate = validator.compile(schema);
    const { example } = eventDefinition(type);
    expect(validate(example), validator.errorsText(validate.errors)).toBe(true);
    expect(validate({ ...example, callbackUrl: "x" })).toBe(false);
    const [first = "", ...rest] = Object.keys(example);
    expect(validate(Object.fromEntries(rest.map((key) => [key, example[key]]))), first).toBe(false);
  });
});
