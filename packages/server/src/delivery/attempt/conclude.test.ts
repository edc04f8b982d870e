import { newId } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SendResult } from "../../outbound/index.ts";
import type { SealingKey } from "../../sealing/index.ts";
import type { RetrySetting } from "../../webhooks/index.ts";
import { webhookForTest } from "../../webhooks/testing/webhook.ts";
import { conclude } from "./conclude.ts";

const even = (bytes: number) => new Uint8Array(bytes);
const key: SealingKey = {
  id: "key",
  seal: (plaintext, context) => Buffer.from(`${context}=${plaintext}`),
  unseal: () => Buffer.alloc(0),
};
const endedAt = 1_000_000;
const item = {
  id: newId("delivery", () => endedAt, even),
  webhookId: newId("webhook", () => endedAt, even),
  attempt: 4,
  tries: 0,
  resend: false,
};
const webhook = (retry: RetrySetting) => webhookForTest({ id: item.webhookId, dialect: "able-id", retry });
const answered = (status: number, headers: Record<string, string> = {}): SendResult => ({
  kind: "answered",
  status,
  headers,
  body: Buffer.from("thanks"),
  truncated: false,
  dialled: "192.0.2.1:443",
  timings: { total: 12.4 },
});
const made = (result: SendResult) => ({
  number: item.attempt + 1,
  startedAt: endedAt - 12,
  endedAt,
  requestHeaders: { "webhook-id": "evt", authorization: "Basic c2VjcmV0" },
  result,
});
const ableId = webhook({ preset: "able-id" });

test("the able-id preset tries four times, five seconds apart, give or take a fifth", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), fc.infiniteStream(fc.nat(255)), (tries, bytes) => {
      const random = (count: number) => Uint8Array.from(bytes.take(count));
      const { fate } = conclude(random, { ...item, tries }, ableId, key, made(answered(500)));
      if (tries === 3) expect(fate).toEqual({ kind: "settled", status: "exhausted" });
      else if (fate.kind === "retry") {
        expect(fate.tries).toBe(tries + 1);
        expect(fate.dueAt - endedAt).toBeGreaterThanOrEqual(4000);
        expect(fate.dueAt - endedAt).toBeLessThanOrEqual(6000);
      } else throw new Error("it was given up too early");
    }),
  );
});

test("Retry-After counts where it asks for more than the schedule, up to a day", () => {
  const wait = (seconds: string) => {
    const { fate } = conclude(even, item, ableId, key, made(answered(429, { "retry-after": seconds })));
    return fate.kind === "retry" ? fate.dueAt - endedAt : null;
  };
  expect(wait("60")).toBe(60_000);
  expect(wait("0")).toBe(4000);
  expect(wait("999999999")).toBe(24 * 60 * 60 * 1000);
});

test("an attempt that this service broke off is due again at once and uses up no try", () => {
  const aborted: SendResult = { kind: "failed", reason: "aborted", detail: "", timings: { total: 3 } };
  expect(conclude(even, { ...item, tries: 3 }, ableId, key, made(aborted)).fate).toEqual({
    kind: "retry",
    dueAt: endedAt,
    tries: 3,
  });
});

test("the log's entry contains the sealed response and no authorization", () => {
  const { entry } = conclude(even, item, ableId, key, made(answered(200)));
  expect(entry).toMatchObject({
    number: 5,
    durationMs: 12,
    outcome: "delivered",
    statusCode: 200,
    dialled: "192.0.2.1:443",
    requestHeaders: { "webhook-id": "evt" },
  });
  expect(entry.requestHeaders).not.toHaveProperty("authorization");
  expect(entry.responseBodySealed?.toString()).toBe(`attempt:${item.id}:5:body=thanks`);
});

test.each([
  [400, "rarus", "refused"],
  [404, "rarus", "refused"],
  [408, "rarus", "retry"],
  [429, "rarus", "retry"],
  [410, "rarus", "gone"],
  [404, "able-id", "retry"],
  [401, "standard", "retry"],
  [410, "standard", "gone"],
] as const)("a %i from a receiver of the format %s: %s", (status, dialect, expected) => {
  const of = webhookForTest({ id: item.webhookId, dialect, retry: { preset: "standard" } });
  const { fate } = conclude(even, item, of, key, made(answered(status)));
  expect(fate.kind === "retry" ? "retry" : fate.reason).toBe(expected);
});

test("an attempt in mode forget is the last one, unless this service aborted it or never sent it", () => {
  const of = webhookForTest({ id: item.webhookId, mode: "forget", retry: { preset: "standard" } });
  const failed = (reason: "timeout" | "aborted" | "busy"): SendResult => ({
    kind: "failed",
    reason,
    detail: "",
    timings: { total: 3 },
  });
  for (const result of [answered(200), answered(404), answered(410), answered(500), failed("timeout")]) {
    const { fate, entry } = conclude(even, item, of, key, made(result));
    expect(fate).toEqual({ kind: "settled", status: "done" });
    expect(entry).toMatchObject({ responseHeadersSealed: null, responseBodySealed: null, answerFlag: null });
  }
  for (const reason of ["aborted", "busy"] as const)
    expect(conclude(even, item, of, key, made(failed(reason))).fate.kind).toBe("retry");
  const last = { ...item, tries: 9 };
  expect(conclude(even, last, of, key, made(failed("busy"))).fate).toEqual({
    kind: "settled",
    status: "done",
  });
});
