import specs from "@asyncapi/specs";
import { eventDefinition, eventTypes, type JsonValue } from "@countersign/wire";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { eventDocument } from "./document.ts";

interface Message {
  name: string;
  title: string;
  payload: object;
  examples: { payload: JsonValue }[];
  "x-title": { ru: string; en: string };
}

const document = eventDocument();
const { messages } = document.components as unknown as { messages: Record<string, Message> };
const lenient = { strict: false, validateFormats: false, logger: false } as const;

test("the document is AsyncAPI 3.0, by the specification's own schema", () => {
  const ajv = new Ajv({ ...lenient, meta: false, validateSchema: false });
  const validate = ajv.compile(specs.schemas["3.0.0"] as object);
  validate(document);
  expect(validate.errors?.slice(0, 5) ?? []).toEqual([]);
  expect(validate({ ...document, channels: { broken: { address: 1 } } })).toBe(false);
});

test("it has each type of the catalog once, with both its titles, in the channel of its format", () => {
  expect(Object.keys(messages)).toEqual(eventTypes);
  const channels = document.channels as Record<string, { messages: object }>;
  for (const type of eventTypes) {
    const { dialect, title } = eventDefinition(type);
    expect(messages[type]).toMatchObject({ name: type, title: title.en, "x-title": title });
    const holding = Object.keys(channels).filter((name) =>
      Object.hasOwn(channels[name]?.messages ?? {}, type),
    );
    expect(holding).toEqual([dialect]);
  }
});

test("every reference leads somewhere", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = ""]) => path);
  expect(refs.length).toBeGreaterThan(eventTypes.length);
  for (const path of new Set(refs)) {
    const target = path
      .split("/")
      .reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document);
    expect([path, typeof target]).toEqual([path, "object"]);
  }
});

test.each(eventTypes)("the example of %s is as its schema says", (type) => {
  const ajv = new Ajv({ ...lenient, schemas: { "https://countersign.test/events": document } });
  const validate = ajv.getSchema(`https://countersign.test/events#/components/messages/${type}/payload`);
  expect(validate).toBeDefined();
  const [example] = messages[type]?.examples ?? [];
  validate?.(example?.payload);
  expect(validate?.errors ?? []).toEqual([]);
  expect(validate?.({})).toBe(false);
});
