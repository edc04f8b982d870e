import { describe, expect, test } from "vitest";
import { dialect } from "../dialects/index.ts";
import { catalog, checkEvent, eventDefinition, eventTypes, isEventType } from "./index.ts";

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

test("personal data is in the data hooks and nowhere else", () => {
  expect(eventTypes.filter((type) => catalog[type].personal)).toEqual([
    "check.passport",
    "check.person",
    "check.registration",
    "check.photo",
    "check.foreign_person",
  ]);
});

test("a name that every object has is no type", () => {
  expect(isEventType("toString")).toBe(false);
  expect(isEventType("check.person")).toBe(true);
});
