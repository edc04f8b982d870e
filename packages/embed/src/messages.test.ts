import fc from "fast-check";
import { expect, test } from "vitest";
import { frameFor, sessionAddress } from "./frame.ts";
import { type Incoming, marked, messageFrom, type PageMessage } from "./messages.ts";

const frame = {} as Window;
const origin = "https://id.example";
const sender = { window: frame, origin };
const from = (data: unknown, more: Partial<Incoming> = {}) =>
  messageFrom({ source: frame, origin, data, ...more }, sender);

const messages: PageMessage[] = [
  { type: "ready" },
  { type: "step", step: "consent" },
  { type: "submitted" },
  { type: "ended", outcome: "failed" },
  { type: "closed" },
  { type: "error", code: "page_token_invalid" },
  { type: "resize", height: 512.5 },
];

test.each(messages)("%j is taken from the frame's window and origin alone", (message) => {
  expect(from(marked(message))).toEqual(message);
  expect(from(marked(message), { origin: "https://id.example.evil.example" })).toBeNull();
  expect(from(marked(message), { source: {} as Window })).toBeNull();
  expect(from(marked(message), { source: null })).toBeNull();
  expect(messageFrom({ source: null, origin, data: marked(message) }, { window: null, origin })).toBeNull();
  expect(from(message)).toBeNull();
});

test("of a message only what its type has is taken", () => {
  const data = { ...marked({ type: "ended", outcome: "succeeded" }), person: "Петров", type: "ended" };
  expect(from(data)).toEqual({ type: "ended", outcome: "succeeded" });
});

test.each([
  { type: "hello", language: null },
  { type: "step", step: "payment" },
  { type: "step" },
  { type: "ended", outcome: "approved" },
  { type: "error", code: "<b>" },
  { type: "error", code: 7 },
  { type: "resize", height: -1 },
  { type: "resize", height: Number.NaN },
  { type: "resize", height: Number.POSITIVE_INFINITY },
  { type: "resize", height: 1e9 },
  { type: "resize", height: "100px" },
  { type: "constructor" },
])("%j is not a message", (data) => {
  expect(from({ countersign: 1, ...data })).toBeNull();
  expect(from({ countersign: 2, ...data })).toBeNull();
});

test("whatever is posted is no message and breaks nothing, unless it is well formed", () => {
  const types = messages.map(({ type }) => type);
  const almost = fc.record(
    {
      countersign: fc.constantFrom(1, "1", 2),
      type: fc.constantFrom(...types),
      step: fc.anything(),
      outcome: fc.anything(),
      code: fc.anything(),
      height: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), almost), (data) => {
      const taken = from(data);
      if (taken !== null) expect(from(marked(taken))).toEqual(taken);
    }),
  );
});

test.each([
  ["https://id.example/s/a#t", "https://id.example"],
  ["http://localhost:8787/s/a#t", "http://localhost:8787"],
  ["http://127.0.0.1/s/a", "http://127.0.0.1"],
  ["http://id.example/s/a", undefined],
  ["javascript:alert(1)", undefined],
  ["data:text/html,x", undefined],
  ["/s/a", undefined],
  [null, undefined],
])("%s has the origin %s", (src, expected) => {
  expect(sessionAddress(src)?.origin).toBe(expected);
});

test("the frame gives the camera to the service's origin alone, and can't navigate the page around it", () => {
  const attributes: Record<string, string> = {};
  const element = { style: {}, setAttribute: (name: string, value: string) => (attributes[name] = value) };
  const document = { createElement: () => element };
  const before = Object.getOwnPropertyDescriptor(globalThis, "document");
  Object.defineProperty(globalThis, "document", { value: document, configurable: true });
  try {
    expect(frameFor(new URL("https://id.example/s/a#t"), "Check")).toMatchObject({
      allow: "camera https://id.example; microphone https://id.example; fullscreen https://id.example",
      referrerPolicy: "no-referrer",
      src: "https://id.example/s/a#t",
      title: "Check",
    });
    expect(attributes.sandbox).not.toMatch(/top-navigation|modals|pointer-lock/);
  } finally {
    if (before === undefined) Reflect.deleteProperty(globalThis, "document");
    else Object.defineProperty(globalThis, "document", before);
  }
});
